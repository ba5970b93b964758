import type { Client } from "pg";

/** Sets rows of Odoo's `ir_config_parameter`, the database-wide settings. */
export async function setParameters(
  client: Client,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  await client.query(
    `INSERT INTO public.ir_config_parameter (key, value, create_uid, create_date, write_uid, write_date)
     SELECT key, value, 1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
       FROM unnest($1::text[], $2::text[]) AS parameter(key, value)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, write_date = excluded.write_date`,
    [Object.keys(parameters), Object.values(parameters)],
  );
}

export async function deleteParameters(client: Client, keys: readonly string[]): Promise<void> {
  await client.query("DELETE FROM public.ir_config_parameter WHERE key = ANY($1)", [keys]);
}
