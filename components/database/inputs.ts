import type { TenantState } from "../../fleet/spec";

/** What the provider is told about one tenant's database. Plain JSON, without secrets. */
export interface TenantDatabaseInputs {
  /** Name of the Postgres server in the cell's settings. */
  readonly server: string;
  readonly cell: string;
  readonly slug: string;
  /** Physical name of the database. */
  readonly database: string;
  /** The tenant's login role; it exists before the database does. */
  readonly role: string;
  readonly templateName: string;
  readonly templateVersion: string;
  /** Physical name of the sealed template database. */
  readonly templateDatabase: string;
  /** Most connections of the tenant at once; the database allows a few more, for administration. */
  readonly connectionLimit: number;
  readonly state: TenantState;
  /** Name of the tenant's company. */
  readonly company: string;
  /** Odoo's `web.base.url`. */
  readonly baseUrl: string;
  /** Login and address of the first administrator. */
  readonly adminEmail: string;
  /** Odoo language code. */
  readonly adminLanguage: string;
  /** IANA time zone. */
  readonly adminTimezone: string;
  /** Counts up to set the first administrator's password anew. */
  readonly adminPasswordRotation: number;
  /** Counts up to rotate the role's password. */
  readonly passwordRotation: number;
}

/** The provider's outputs: the inputs last applied, with the template the tenant was born from. */
export type TenantDatabaseOutputs = TenantDatabaseInputs;

/** Who the database belongs to, as its marker row names it. */
export function tenantId(inputs: Pick<TenantDatabaseInputs, "cell" | "slug">): string {
  return `${inputs.cell}/${inputs.slug}`;
}
