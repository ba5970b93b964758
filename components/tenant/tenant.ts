import * as pulumi from "@pulumi/pulumi";
import type { TenantSpec } from "../../fleet/spec";
import type { Platform } from "../platform/platform";
import type { StackConfig } from "../stack-config";
import { Database } from "./database";
import { Edge } from "./edge";
import { Isolation } from "./isolation";
import { Workload } from "./workload";

/** The arguments of a {@link Tenant}. */
export interface TenantArgs {
  readonly spec: TenantSpec;
  readonly platform: Platform;
  readonly config: StackConfig;
}

/** What `pulumi stack output` shows of a tenant. */
export interface TenantOutputs {
  readonly url: string;
  readonly state: string;
  readonly plan: string;
  readonly template: string;
  readonly templateVersion: pulumi.Output<string>;
  readonly database: pulumi.Output<string>;
  readonly server: string;
  readonly namespace: string;
}

/** One customer: everything that one file in `tenants/` stands for. */
export class Tenant extends pulumi.ComponentResource {
  readonly outputs: TenantOutputs;
  /** First password of the first administrator, whose login is the admin address of the tenant's file. */
  readonly adminPassword: pulumi.Output<string>;

  constructor(slug: string, args: TenantArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:tenant:Tenant", slug, {}, opts);
    const { spec, platform, config } = args;
    const parent = { parent: this };
    const inCluster = { parent: this, provider: platform.kubernetes };

    const isolation = new Isolation(`${slug}-isolation`, { spec, platform }, inCluster);
    const database = new Database(`${slug}-database`, { spec, platform, config }, parent);
    const workload = new Workload(
      `${slug}-workload`,
      { spec, platform, config, isolation, database },
      inCluster,
    );
    new Edge(
      `${slug}-edge`,
      { spec, platform, namespace: isolation.namespace, workload },
      inCluster,
    );

    this.adminPassword = config.tenantSecret({
      cell: spec.cell,
      slug,
      purpose: "odoo-admin",
      rotation: spec.database.adminPasswordRotation,
    });
    this.outputs = {
      url: spec.baseUrl,
      state: spec.state,
      plan: spec.plan,
      template: spec.template.name,
      templateVersion: database.templateVersion,
      database: database.name,
      server: spec.database.server,
      namespace: spec.names.namespace,
    };
    this.registerOutputs(this.outputs);
  }
}
