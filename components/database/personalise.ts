import type { Client } from "pg";
import { readCatalog, type Catalog } from "./catalog";
import type { TenantDatabaseInputs } from "./inputs";
import { setParameters } from "./parameters";

/** What to set of the first administrator beyond the address; what is left out stays as the tenant has it. */
export interface AdministratorChange {
  readonly login?: string;
  readonly passwordHash?: string;
}

/**
 * Writes what the tenant's file says about company, administrator and address. Safe to repeat: it is part of
 * the first transaction and of every update.
 */
export async function personalise(
  client: Client,
  inputs: TenantDatabaseInputs,
  administrator: AdministratorChange,
): Promise<void> {
  const catalog = await readCatalog(client);
  await setParameters(client, { "web.base.url": inputs.baseUrl });
  await renameCompany(client, catalog, inputs);
  await setAdministrator(client, inputs, administrator);
}

/** The name is stored with the partner and, redundantly, with the company (reference: odoo-tenancy §2.4). */
async function renameCompany(
  client: Client,
  catalog: Catalog,
  inputs: TenantDatabaseInputs,
): Promise<void> {
  await client.query(
    `WITH company AS (
       UPDATE public.res_company SET name = $1::text, email = $2::text
        WHERE id = ${baseRecord("main_company")} RETURNING partner_id
     )
     UPDATE public.res_partner p
        SET name = $1::text, complete_name = $1::text, commercial_company_name = $1::text,
            email = $2::text, email_normalized = lower($2::text)
       FROM company WHERE p.id = company.partner_id`,
    [inputs.company, inputs.adminEmail],
  );
  if (catalog.has("website", "name", "domain", "company_id")) {
    await client.query(
      `UPDATE public.website SET name = $1::text, domain = $2::text WHERE company_id = ${baseRecord("main_company")}`,
      [inputs.company, inputs.baseUrl],
    );
  }
}

async function setAdministrator(
  client: Client,
  inputs: TenantDatabaseInputs,
  { login, passwordHash }: AdministratorChange,
): Promise<void> {
  await client.query(
    `UPDATE public.res_users
        SET login = coalesce($1::text, login), password = coalesce($2::text, password),
            signature = CASE WHEN $1::text IS NULL THEN signature END
      WHERE id = ${baseRecord("user_admin")}`,
    [login ?? null, passwordHash ?? null],
  );
  // A language that the template did not load would leave the user without translations: keep its own then.
  await client.query(
    `UPDATE public.res_partner p
        SET email = $1::text, email_normalized = lower($1::text), tz = $3::text,
            lang = coalesce((SELECT l.code FROM public.res_lang l WHERE l.code = $2::text AND l.active), p.lang)
       FROM public.res_users u
      WHERE u.id = ${baseRecord("user_admin")} AND p.id = u.partner_id`,
    [inputs.adminEmail, inputs.adminLanguage, inputs.adminTimezone],
  );
}

/** SQL for the database id of one of module base's records: ids differ, external ids do not. */
function baseRecord(name: "main_company" | "user_admin"): string {
  return `(SELECT res_id FROM public.ir_model_data WHERE module = 'base' AND name = '${name}')`;
}
