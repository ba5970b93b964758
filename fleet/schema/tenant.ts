import { z } from "zod";
import { count, email, hostname, label, moduleName } from "./primitives";

const timezones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const admin = z
  .strictObject({
    email: email.meta({ description: "Login and address of the first administrator." }),
    language: z
      .string()
      .regex(
        /^[a-z]{2,3}(_[A-Z]{2}|_[0-9]{3})?(@[a-z]+)?$/,
        "is not an Odoo language code: write one such as en_US",
      )
      .default("en_US")
      .meta({
        description:
          "The administrator's language, an Odoo code. English (US) unless given; used where the template has loaded it.",
      }),
    timezone: z
      .string()
      .refine(
        (zone) => timezones.has(zone),
        "is not an IANA time zone: write one such as Europe/Paris",
      )
      .default("UTC")
      .meta({ description: "The administrator's IANA time zone. UTC unless given." }),
  })
  .meta({ description: "The first administrator: at least an email." });

/** One file in `tenants/<stack>/`; its name is the tenant's slug. */
export const tenantSchema = z
  .strictObject({
    company: label.meta({ description: "The customer's name, as it appears on documents." }),
    plan: z.string().meta({ description: "Name of a plan in catalog/plans.yaml." }),
    template: z.string().meta({
      description:
        "Name of a template in catalog/templates.yaml, from which the database is cloned once. A later change changes nothing.",
    }),
    admin,
    domains: z.array(hostname).default([]).meta({
      description:
        "The customer's own domains; the first is the address in links and mails. None unless given.",
    }),
    addons: z.array(moduleName).default([]).meta({
      description: "Odoo modules the tenant may install beyond its template's. None unless given.",
    }),
    state: z.enum(["active", "suspended", "offboarding"]).default("active").meta({
      description:
        "active serves; suspended keeps all data and serves nothing; offboarding is the step before the file may be removed. Active unless given.",
    }),
    placement: z
      .strictObject({
        postgres: z
          .string()
          .meta({ description: "Name of a Postgres server of the cell's settings." }),
      })
      .meta({
        description: "Where the tenant lives; written once, never changed: name a Postgres server.",
      }),
    rotations: z
      .strictObject({
        database: count(1, 10_000)
          .default(1)
          .meta({ description: "Count up to rotate the database password. 1 unless given." }),
        admin: count(1, 10_000).default(1).meta({
          description: "Count up to set the first administrator's password anew. 1 unless given.",
        }),
      })
      .prefault({})
      .meta({
        description: "Counters that rotate the tenant's passwords. Never rotated unless given.",
      }),
  })
  .meta({ title: "odoo-fleet tenant", description: "One customer of the fleet." });

export type TenantFile = z.output<typeof tenantSchema>;
