import { z } from "zod";
import { plansSchema } from "../fleet/schema/plan";
import { settingsSchema } from "../fleet/schema/settings";
import { templatesSchema } from "../fleet/schema/template";
import { tenantSchema } from "../fleet/schema/tenant";

const SCHEMAS = {
  tenant: tenantSchema,
  plans: plansSchema,
  templates: templatesSchema,
  settings: settingsSchema,
};

/** The JSON Schemas that editors use, by path from the project's root. */
export function schemaFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      `schemas/${name}.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), undefined, 2)}\n`,
    ]),
  );
}
