import { randomBytes } from "node:crypto";
import { refuseConflict } from "./conflicts";
import { ApiError, type Success } from "./envelope";
import { page, RECORD_PAGES, select } from "./listing";
import { makeRecord, parseBody, type RecordBody } from "./record";
import type { DnsRecord, RecordStore } from "./store";
import type { Zone } from "./zones";

/** The operations on the records of one zone. */
export class DnsRecords {
  constructor(
    private readonly zone: Zone,
    private readonly store: RecordStore,
  ) {}

  list(query: URLSearchParams): Success {
    return page(select(this.store.list(this.zone.id), query), query, RECORD_PAGES);
  }

  get(id: string): Success {
    return { result: this.existing(id) };
  }

  create(body: unknown): Success {
    return this.write(randomBytes(16).toString("hex"), parseBody(body));
  }

  /** What `body` leaves out gets its default. */
  overwrite(id: string, body: unknown): Success {
    return this.write(id, parseBody(body), this.existing(id));
  }

  /** What `body` leaves out stays. */
  edit(id: string, body: unknown): Success {
    const old = this.existing(id);
    const { name, type, content, ttl, proxied, comment, tags, settings } = old;
    const merged = { name, type, content, ttl, proxied, comment, tags, settings };
    return this.write(id, { ...merged, ...parseBody(body) }, old);
  }

  delete(id: string): Success {
    this.store.delete(this.zone.id, this.existing(id).id);
    return { result: { id } };
  }

  private write(id: string, body: RecordBody, old?: DnsRecord): Success {
    const record = makeRecord(id, this.zone.name, body, old, new Date().toISOString());
    refuseConflict(record, this.store.list(this.zone.id));
    this.store.put(this.zone.id, record);
    return { result: record };
  }

  private existing(id: string): DnsRecord {
    const record = this.store.find(this.zone.id, id);
    if (record === undefined) {
      throw new ApiError(404, { code: 81044, message: "Record does not exist." });
    }
    return record;
  }
}
