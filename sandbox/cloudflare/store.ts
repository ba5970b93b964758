import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/** A DNS record as Cloudflare shows it. */
export interface DnsRecord {
  readonly id: string;
  /** Fully qualified, lower case, without a trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxiable: boolean;
  readonly proxied: boolean;
  /** Seconds; 1 is "automatic". */
  readonly ttl: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly comment: string | null;
  readonly tags: readonly string[];
  readonly created_on: string;
  readonly modified_on: string;
  /** Left out without a comment. */
  readonly comment_modified_on?: string;
  /** Left out without tags. */
  readonly tags_modified_on?: string;
}

/** Of the file's layout. */
const VERSION = 1;

interface Contents {
  readonly version: number;
  /** By zone id, each in the order of creation. */
  readonly zones: Record<string, DnsRecord[]>;
}

/**
 * The records, kept in one JSON file. A change is on the disk when the method returns: the file is written aside,
 * flushed and renamed into place, so a killed process leaves the old contents or the new, never a part. One process per
 * file.
 */
export class RecordStore {
  private contents: Contents;

  /** @throws when the file exists and is not a store. */
  constructor(private readonly file: string) {
    this.contents = load(file);
  }

  list(zone: string): readonly DnsRecord[] {
    return this.contents.zones[zone] ?? [];
  }

  find(zone: string, id: string): DnsRecord | undefined {
    return this.list(zone).find((record) => record.id === id);
  }

  /** Adds the record, or replaces the one with its id. */
  put(zone: string, record: DnsRecord): void {
    const records = this.list(zone);
    this.save(
      zone,
      records.some(({ id }) => id === record.id)
        ? records.map((old) => (old.id === record.id ? record : old))
        : [...records, record],
    );
  }

  delete(zone: string, id: string): void {
    this.save(
      zone,
      this.list(zone).filter((record) => record.id !== id),
    );
  }

  private save(zone: string, records: DnsRecord[]): void {
    const contents: Contents = {
      version: VERSION,
      zones: { ...this.contents.zones, [zone]: records },
    };
    write(this.file, `${JSON.stringify(contents, undefined, 2)}\n`);
    this.contents = contents;
  }
}

function load(file: string): Contents {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { version: VERSION, zones: {} };
  }
  try {
    const contents = JSON.parse(text) as Partial<Contents>;
    if (contents.version === VERSION && contents.zones !== undefined) {
      return { version: VERSION, zones: contents.zones };
    }
  } catch {
    // Said below, with the file's name.
  }
  throw new Error(`${file} does not hold DNS records of the sandbox: move it away to start anew`);
}

function write(file: string, text: string): void {
  const directory = path.dirname(file);
  mkdirSync(directory, { recursive: true });
  const aside = `${file}.tmp`;
  const descriptor = openSync(aside, "w");
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(aside, file);
}
