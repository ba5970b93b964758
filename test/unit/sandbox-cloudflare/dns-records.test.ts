import { describe, expect, test } from "vitest";
import { RECORDS, withServer, type Api } from "./api";

const A = { name: "www", type: "A", content: "192.0.2.1" };

interface ApiRecord extends Record<string, unknown> {
  readonly id: string;
  readonly created_on: string;
}

async function created(api: Api, body: object): Promise<ApiRecord> {
  const { status, result, body: reply } = await api("POST", RECORDS, body);
  expect(status, JSON.stringify(reply)).toBe(200);
  return result as ApiRecord;
}

async function refusal(api: Api, body: object): Promise<readonly number[]> {
  const { status, codes } = await api("POST", RECORDS, { ...A, ...body });
  expect(status).toBe(400);
  return codes;
}

describe("a new record", () => {
  test("has defaults, a 32-digit id and a name made fully qualified", () =>
    withServer(async (api) => {
      const record = await created(api, { ...A, name: "WWW" });
      expect(record).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        name: "www.example.test",
        type: "A",
        content: "192.0.2.1",
        proxiable: true,
        proxied: false,
        ttl: 1,
        settings: {},
        meta: {},
        comment: null,
        tags: [],
        created_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
        modified_on: record.created_on,
      });
      expect((await api("GET", `${RECORDS}/${record.id}`)).result).toEqual(record);
    }));

  test.each([
    ["@", "example.test"],
    ["Example.TEST", "example.test"],
    ["a.b.example.test.", "a.b.example.test"],
    ["*", "*.example.test"],
    ["_acme-challenge.www", "_acme-challenge.www.example.test"],
    ["example.com", "example.com.example.test"],
    ["bücher", "xn--bcher-kva.example.test"],
  ])("named %s is called %s", (given, name) =>
    withServer(async (api) => {
      expect(await created(api, { ...A, name: given })).toMatchObject({ name });
    }),
  );

  test("has its content in the canonical spelling", () =>
    withServer(async (api) => {
      expect(
        await created(api, { ...A, type: "aaaa", content: "2001:DB8:0:0:0:0:0:1" }),
      ).toMatchObject({ type: "AAAA", content: "2001:db8::1" });
      expect(
        await created(api, { name: "alias", type: "CNAME", content: "Ingress.Example.COM." }),
      ).toMatchObject({ content: "ingress.example.com", proxiable: true });
      expect(await created(api, { name: "t", type: "TXT", content: "Owner=X" })).toMatchObject({
        content: "Owner=X",
        proxiable: false,
      });
    }));

  test("is automatic in its TTL when proxied, and only public addresses can be", () =>
    withServer(async (api) => {
      expect(await created(api, { ...A, ttl: 300, proxied: true })).toMatchObject({ ttl: 1 });
      expect(await refusal(api, { content: "127.0.0.1", proxied: true })).toEqual([9003]);
      expect(await refusal(api, { type: "TXT", proxied: true })).toEqual([9004]);
    }));

  test.each([
    [9000, { name: "" }],
    [9000, { name: "a..b" }],
    [9000, { name: "a.*.b" }],
    [9000, { name: "x".repeat(64) }],
    [9000, { name: 5 }],
    [9005, { content: "2001:db8::1" }],
    [9005, { content: "192.0.2" }],
    [9006, { type: "AAAA", content: "192.0.2.1" }],
    [9007, { type: "CNAME", content: "https://example.com" }],
    [9007, { type: "CNAME", content: "192.0.2.1" }],
    [9021, { ttl: 59 }],
    [9021, { ttl: 86401 }],
    [9021, { ttl: "1" }],
    [9313, { comment: "x".repeat(101) }],
    [9300, { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }],
    [1004, { type: null }],
    [1004, { proxied: "yes" }],
  ])("is refused with %i for %o", (code, body) =>
    withServer(async (api) => {
      expect(await refusal(api, body)).toEqual([code]);
      expect((await api("GET", RECORDS)).result).toEqual([]);
    }),
  );
});

describe("conflicts", () => {
  test("a record is not made twice, with one code for a twin and one for a look-alike", () =>
    withServer(async (api) => {
      await created(api, A);
      expect(await refusal(api, { name: "WWW.example.test" })).toEqual([81058]);
      expect(await refusal(api, { ttl: 300 })).toEqual([81057]);
      await created(api, { ...A, content: "192.0.2.2" });
    }));

  test("a CNAME shares its host with no address and no other CNAME", () =>
    withServer(async (api) => {
      const alias = { name: "alias", type: "CNAME", content: "example.com" };
      await created(api, A);
      await created(api, alias);
      await created(api, { ...alias, type: "TXT" });
      expect(await refusal(api, { ...alias, name: "www" })).toEqual([81053]);
      expect(await refusal(api, { ...alias, content: "example.org" })).toEqual([81053]);
      expect(await refusal(api, { name: "alias" })).toEqual([81054]);
    }));

  test("an update may not collide either, but may repeat the record itself", () =>
    withServer(async (api) => {
      await created(api, A);
      const { id } = await created(api, { ...A, content: "192.0.2.2" });
      expect((await api("PUT", `${RECORDS}/${id}`, A)).codes).toEqual([81058]);
      expect((await api("PATCH", `${RECORDS}/${id}`, {})).status).toBe(200);
    }));
});

describe("an existing record", () => {
  const full = { ...A, ttl: 300, comment: "ours", tags: ["team:web"] };

  test("keeps with PATCH what is not named, and its dates where nothing changed", () =>
    withServer(async (api) => {
      const before = await created(api, full);
      const edit = await api("PATCH", `${RECORDS}/${before.id}`, { content: "192.0.2.9" });
      expect(edit.result).toEqual({
        ...before,
        content: "192.0.2.9",
        modified_on: expect.any(String) as unknown,
      });
    }));

  test("loses with PUT what is not named", () =>
    withServer(async (api) => {
      const { id, created_on } = await created(api, full);
      const { result } = await api("PUT", `${RECORDS}/${id}`, A);
      expect(result).toMatchObject({ id, created_on, ttl: 1, comment: null, tags: [] });
      expect(result).not.toHaveProperty("comment_modified_on");
    }));

  test("is gone after DELETE, which works once", () =>
    withServer(async (api) => {
      const { id } = await created(api, A);
      expect((await api("DELETE", `${RECORDS}/${id}`)).result).toEqual({ id });
      for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
        const body = method.startsWith("P") ? A : undefined;
        expect(await api(method, `${RECORDS}/${id}`, body)).toMatchObject({
          status: 404,
          codes: [81044],
        });
      }
    }));
});

describe("the list", () => {
  async function names(api: Api, query: string): Promise<string[]> {
    const { result } = await api("GET", `${RECORDS}?${query}`);
    return (result as { name: string }[]).map(({ name }) => name.replace(".example.test", ""));
  }

  async function fill(api: Api): Promise<void> {
    await created(api, { name: "c", type: "A", content: "192.0.2.3", comment: "Fleet: c" });
    await created(api, { name: "a", type: "A", content: "192.0.2.1" });
    await created(api, { name: "b", type: "CNAME", content: "example.com", proxied: true });
  }

  test("comes in pages with their place in the whole", () =>
    withServer(async (api) => {
      await fill(api);
      const { result, result_info } = await api("GET", `${RECORDS}?page=2&per_page=2`);
      expect(result).toHaveLength(1);
      expect(result_info).toEqual({
        page: 2,
        per_page: 2,
        count: 1,
        total_count: 3,
        total_pages: 2,
      });
      expect(await names(api, "page=3&per_page=2")).toEqual([]);
      expect((await api("GET", RECORDS)).result_info).toMatchObject({ per_page: 100, count: 3 });
      expect((await api("GET", `${RECORDS}?page=0`)).status).toBe(400);
    }));

  test("is filtered by name, type, content, comment and proxied, by all or any of them", () =>
    withServer(async (api) => {
      await fill(api);
      expect(await names(api, "name=A.example.test")).toEqual(["a"]);
      expect(await names(api, "name.startswith=b")).toEqual(["b"]);
      expect(await names(api, "type=A&content.endswith=.3")).toEqual(["c"]);
      expect(await names(api, "content.contains=192")).toEqual(["c", "a"]);
      expect(await names(api, "comment.contains=fleet")).toEqual(["c"]);
      expect(await names(api, "comment.absent=true")).toEqual(["a", "b"]);
      expect(await names(api, "comment.present=true")).toEqual(["c"]);
      expect(await names(api, "proxied=true")).toEqual(["b"]);
      expect(await names(api, "match=any&proxied=true&name.exact=c.example.test")).toEqual([
        "c",
        "b",
      ]);
    }));

  test("is sorted when asked", () =>
    withServer(async (api) => {
      await fill(api);
      expect(await names(api, "order=name")).toEqual(["a", "b", "c"]);
      expect(await names(api, "order=name&direction=desc")).toEqual(["c", "b", "a"]);
    }));
});
