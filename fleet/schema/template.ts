import { z } from "zod";
import { label, moduleName } from "./primitives";

/** A database that new tenants are cloned from. */
export const templateSchema = z
  .strictObject({
    description: label.meta({ description: "One line for the price list." }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "is not an ISO 3166 country code: write one such as US")
      .meta({
        description:
          "Country of company and chart of accounts. Odoo cannot change the chart later: make a template per country.",
      }),
    languages: z
      .array(
        z
          .string()
          .regex(
            /^[a-z]{2,3}(_[A-Z]{2}|_[0-9]{3})?$/,
            "is not an Odoo language code: write one such as en_US",
          ),
      )
      .min(1)
      .meta({ description: "Languages loaded into the template." }),
    modules: z
      .array(moduleName)
      .min(1)
      .meta({ description: "Odoo modules to install; their dependencies follow by themselves." }),
  })
  .meta({ title: "odoo-fleet template" });

/** catalog/templates.yaml. */
export const templatesSchema = z
  .record(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{0,30}$/,
        "is not a template's name: lower-case letters, digits, hyphens",
      ),
    templateSchema,
  )
  .meta({ title: "odoo-fleet templates", description: "Templates by name." });

export type Template = z.output<typeof templateSchema>;
