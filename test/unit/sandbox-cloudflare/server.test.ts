import { describe, expect, test } from "vitest";
import { startCloudflare } from "../../../sandbox/cloudflare/server";
import { client, RECORDS, TOKEN, withServer, ZONE } from "./api";

const UNKNOWN_ZONE = "0".repeat(32);

describe("authentication", () => {
  test("tells a missing, a malformed and a wrong token apart, as Cloudflare does", () =>
    withServer(async (_, url) => {
      const answers = async (authorization: string | null, path: string) => {
        const { status, codes, success, result } = await client(url, authorization)("GET", path);
        expect({ success, result }).toEqual({ success: false, result: null });
        return [status, ...codes];
      };
      expect(await answers(null, "/zones")).toEqual([400, 9106]);
      expect(await answers("Basic eDp5", "/zones")).toEqual([400, 6003]);
      expect(await answers("Bearer no such token", "/zones")).toEqual([400, 6003]);
      expect(await answers("Bearer wrong", "/zones")).toEqual([403, 9109]);
      expect(await answers("Bearer wrong", RECORDS)).toEqual([403, 10000]);
      expect(await answers("Bearer wrong", "/user/tokens/verify")).toEqual([401, 1000]);
    }));

  test("a right token verifies as active", () =>
    withServer(async (api) => {
      const { status, result } = await api("GET", "/user/tokens/verify");
      expect(status).toBe(200);
      expect(result).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        status: "active",
      });
    }));
});

describe("routing", () => {
  test("unknown paths, methods and identifiers get Cloudflare's codes in its envelope", () =>
    withServer(async (api) => {
      const answer = async (method: string, path: string) => {
        const { status, codes } = await api(method, path);
        return [status, ...codes];
      };
      expect(await answer("GET", "/accounts")).toEqual([404, 7000]);
      expect(await answer("GET", `${RECORDS}/${UNKNOWN_ZONE}/more`)).toEqual([404, 7000]);
      expect(await answer("GET", "/zones/example.test")).toEqual([404, 7003]);
      expect(await answer("GET", `${RECORDS}/www`)).toEqual([404, 7003]);
      expect(await answer("DELETE", "/zones")).toEqual([405, 7001]);
      expect(await answer("GET", `${RECORDS}/${UNKNOWN_ZONE}`)).toEqual([404, 81044]);
    }));

  test("a zone that the token cannot see looks the same as one that does not exist", () =>
    withServer(async (api) => {
      expect((await api("GET", `/zones/${UNKNOWN_ZONE}`)).codes).toEqual([9109]);
      expect((await api("GET", `/zones/${UNKNOWN_ZONE}/dns_records`)).codes).toEqual([10000]);
    }));

  test("zones are found by name and by id", () =>
    withServer(async (api) => {
      expect((await api("GET", "/zones?name=Example.test")).result).toMatchObject([ZONE]);
      expect((await api("GET", "/zones?name=other.test")).result).toEqual([]);
      expect((await api("GET", `/zones/${ZONE.id}`)).result).toMatchObject(ZONE);
    }));

  test("a body that is not JSON, and one that is not an object, are refused", () =>
    withServer(async (api) => {
      expect(await api("POST", RECORDS, "{")).toMatchObject({ status: 400, codes: [6007] });
      expect(await api("POST", RECORDS, "[]")).toMatchObject({ status: 400, codes: [9207] });
    }));

  test("what only the real API knows is refused in the sandbox's own name", () =>
    withServer(async (api) => {
      const record = { name: "www", type: "A", content: "192.0.2.1" };
      expect((await api("POST", RECORDS, { ...record, priority: 1 })).status).toBe(501);
      expect((await api("POST", RECORDS, { ...record, type: "MX" })).status).toBe(501);
      expect((await api("GET", `${RECORDS}?tag=x`)).status).toBe(501);
      expect((await api("GET", "/zones?account.id=x")).status).toBe(501);
    }));
});

describe("rate limit", () => {
  test("the request over the limit gets 429 with Retry-After, and passes once the window has ended", () =>
    withServer(
      async (api) => {
        expect((await api("GET", "/zones")).headers.get("ratelimit")).toBe('"default";r=1;t=1');
        expect((await api("GET", "/zones")).status).toBe(200);
        const refused = await api("GET", "/zones");
        expect(refused).toMatchObject({ status: 429, codes: [971], success: false });
        expect(refused.headers.get("retry-after")).toBe("1");
        await new Promise((resolve) => setTimeout(resolve, 1000));
        expect((await api("GET", "/zones")).status).toBe(200);
      },
      { rateLimit: { requests: 2, windowSeconds: 1 } },
    ));
});

describe("start", () => {
  const options = {
    host: "127.0.0.1",
    port: 0,
    dataFile: "/nonexistent/records.json",
    token: TOKEN,
    zones: [ZONE],
  };

  test.each(["0.0.0.0", "192.0.2.1", "::", "localhost"])(
    "refuses to listen on %s",
    async (host) => {
      await expect(startCloudflare({ ...options, host })).rejects.toThrow("loopback address only");
    },
  );

  test("refuses a token or zone id that no client could use, without naming the token", async () => {
    const token = "secret with spaces";
    const refusal = startCloudflare({ ...options, token });
    await expect(refusal).rejects.toThrow("token must be letters");
    await expect(refusal).rejects.not.toThrow(token);
    const zones = [{ id: "1", name: "example.test" }];
    await expect(startCloudflare({ ...options, zones })).rejects.toThrow("32 lower-case hex");
  });
});
