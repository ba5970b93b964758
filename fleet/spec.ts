/**
 * The fully resolved description of one tenant: what `fleet/expand` produces and every component reads.
 * Nothing in it is optional in meaning, no default is left to be applied, and it holds no secret.
 */
export interface TenantSpec {
  /** The file name without `.yaml`; the tenant's identity for life. */
  readonly slug: string;
  /** The stack, which is the cell, that runs the tenant. */
  readonly cell: string;
  /** The customer's name, as it appears on documents. */
  readonly company: string;
  readonly state: TenantState;
  /** Name of the plan, for labels and outputs; what it decides is resolved below. */
  readonly plan: string;
  readonly template: TemplateReference;
  readonly admin: AdminContact;
  readonly hosts: TenantHosts;
  /** `https://` and the primary host: Odoo's `web.base.url`. */
  readonly baseUrl: string;
  /** Odoo modules the tenant may install beyond its template's, sorted. */
  readonly addons: readonly string[];
  readonly names: TenantNames;
  readonly database: DatabaseSpec;
  readonly workload: WorkloadSpec;
  readonly quota: QuotaSpec;
  readonly limits: LicenseLimits;
}

/** `active` serves; `suspended` keeps everything but serves nothing; `offboarding` may be removed next. */
export type TenantState = "active" | "suspended" | "offboarding";

export interface TemplateReference {
  readonly name: string;
  /** First 12 hex digits of the hash of everything the template is built from. */
  readonly version: string;
  /** The sealed database on every Postgres server of the cell that tenants are cloned from. */
  readonly database: string;
}

export interface AdminContact {
  /** Login and address of the first administrator. */
  readonly email: string;
  /** Odoo language code, such as `en_US`. */
  readonly language: string;
  /** IANA time zone, such as `Europe/Paris`. */
  readonly timezone: string;
}

export interface TenantHosts {
  /** The host that links and mails name: the first custom domain, else the platform host. */
  readonly primary: string;
  /** `<slug>.<cell domain>`. */
  readonly platform: string;
  /** The customer's own domains, in the order of the file. */
  readonly custom: readonly string[];
}

/** Every physical name that a slug turns into; made by `fleet/naming` and nowhere else. */
export interface TenantNames {
  readonly database: string;
  readonly role: string;
  readonly namespace: string;
  /** DNS label under the cell's domain. */
  readonly dnsLabel: string;
}

export interface DatabaseSpec {
  /** Key of the Postgres server in the cell's settings. */
  readonly server: string;
  /** Most connections the tenant's role may hold at once. */
  readonly connectionLimit: number;
  /** Odoo's `db_maxconn`: connections per process. */
  readonly poolSize: number;
  /** Counts up to rotate the role's password. */
  readonly passwordRotation: number;
  /** Counts up to rotate the first administrator's password. */
  readonly adminPasswordRotation: number;
}

export interface WorkloadSpec {
  /** Odoo image reference. */
  readonly image: string;
  /** HTTP worker processes; 0 is Odoo's threaded mode, where the websocket shares port 8069. */
  readonly workers: number;
  readonly cronThreads: number;
  readonly replicas: number;
  readonly resources: ResourceRequirements;
  /** Filestore volume, as a Kubernetes quantity. */
  readonly storage: string;
}

/** Kubernetes quantities. */
export interface ResourceRequirements {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** What the tenant's namespace may hold in all. */
export interface QuotaSpec {
  readonly cpu: string;
  readonly memory: string;
  readonly storage: string;
  readonly pods: number;
  readonly volumeClaims: number;
}

/** Commercial limits of the plan. */
export interface LicenseLimits {
  readonly users: number;
  /** GiB of database and filestore together. */
  readonly storageGib: number;
  readonly customDomains: number;
}

/** The whole cell, expanded. */
export interface FleetSpec {
  readonly cell: string;
  /** Sorted by slug. */
  readonly tenants: readonly TenantSpec[];
}
