import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import type { TenantSpec } from "../../fleet/spec";
import { TenantDatabase } from "../database/tenant-database";
import type { Platform } from "../platform/platform";
import type { StackConfig } from "../stack-config";

/** The arguments of {@link Database}. */
export interface DatabaseArgs {
  readonly spec: TenantSpec;
  readonly platform: Platform;
  readonly config: StackConfig;
}

/** The tenant's login role and the database that it may use, but does not own. */
export class Database extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly role: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  readonly templateVersion: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:tenant:Database", name, {}, opts);
    const { spec, config } = args;

    this.password = config.tenantSecret({
      cell: spec.cell,
      slug: spec.slug,
      purpose: "postgres-role",
      rotation: spec.database.passwordRotation,
    });
    const role = this.loginRole(name, args);
    const database = this.clone(name, spec, role);

    this.role = role.name;
    this.name = database.database;
    this.templateVersion = database.templateVersion;
    this.registerOutputs({ name: this.name, role: this.role });
  }

  private loginRole(name: string, { spec, platform }: DatabaseArgs): postgresql.Role {
    return new postgresql.Role(
      `${name}-role`,
      {
        name: spec.names.role,
        login: spec.state === "active",
        password: this.password,
        connectionLimit: spec.database.connectionLimit,
        // The role owns all of the tenant's data: dropping it must fail, not reassign it to the platform.
        skipReassignOwned: true,
      },
      { parent: this, protect: true, provider: platform.postgresProvider(spec.database.server) },
    );
  }

  private clone(name: string, spec: TenantSpec, role: postgresql.Role): TenantDatabase {
    return new TenantDatabase(
      `${name}-clone`,
      {
        server: spec.database.server,
        cell: spec.cell,
        slug: spec.slug,
        database: spec.names.database,
        role: role.name,
        templateName: spec.template.name,
        templateVersion: spec.template.version,
        templateDatabase: spec.template.database,
        connectionLimit: spec.database.connectionLimit,
        state: spec.state,
        company: spec.company,
        baseUrl: spec.baseUrl,
        adminEmail: spec.admin.email,
        adminLanguage: spec.admin.language,
        adminTimezone: spec.admin.timezone,
        adminPasswordRotation: spec.database.adminPasswordRotation,
        passwordRotation: spec.database.passwordRotation,
      },
      { parent: this, protect: true },
    );
  }
}
