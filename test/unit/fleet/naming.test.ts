import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_DNS_LABEL,
  MAX_POSTGRES_NAME,
  SLUG,
  templateDatabaseName,
  tenantNames,
} from "../../../fleet/naming";

const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const cell = fc.constantFrom("dev", "prod", "eu-1");

describe("every physical name of a tenant", () => {
  it("fits the limits of PostgreSQL, DNS and Kubernetes, in bytes", () => {
    fc.assert(
      fc.property(cell, slug, (c, s) => {
        const names = tenantNames(c, s);
        expect(Buffer.byteLength(names.database)).toBeLessThanOrEqual(MAX_POSTGRES_NAME);
        expect(Buffer.byteLength(names.role)).toBeLessThanOrEqual(MAX_POSTGRES_NAME);
        expect(names.namespace.length).toBeLessThanOrEqual(MAX_DNS_LABEL);
        expect(names.dnsLabel.length).toBeLessThanOrEqual(MAX_DNS_LABEL);
      }),
    );
  });

  it("is a legal name without quotes", () => {
    fc.assert(
      fc.property(cell, slug, (c, s) => {
        const names = tenantNames(c, s);
        expect(names.database).toMatch(/^t_[a-z2-7]{12}$/);
        expect(names.namespace).toMatch(SLUG);
      }),
    );
  });

  it("belongs to one tenant of one cell", () => {
    fc.assert(
      fc.property(fc.uniqueArray(slug, { minLength: 2, maxLength: 40 }), (slugs) => {
        for (const kind of ["database", "namespace", "dnsLabel"] as const) {
          expect(new Set(slugs.map((s) => tenantNames("dev", s)[kind])).size).toBe(slugs.length);
        }
      }),
    );
    expect(tenantNames("dev", "acme").database).not.toBe(tenantNames("prod", "acme").database);
  });

  it("stays what it is: these names are on real servers", () => {
    expect(tenantNames("dev", "acme")).toEqual({
      database: "t_gpee5mr3rco4",
      role: "t_gpee5mr3rco4",
      namespace: "tenant-acme",
      dnsLabel: "acme",
    });
    expect(tenantNames("dev", "a".repeat(63)).namespace).toMatch(/^tenant-a{47}-[0-9a-f]{8}$/);
    expect(templateDatabaseName("my-shop", "0123456789ab")).toBe("tpl_my_shop_0123456789ab");
  });

  it("says nothing about the customer in the names that other tenants can read", () => {
    const { database, role } = tenantNames("dev", "acme");
    expect(database + role).not.toContain("acme");
  });
});
