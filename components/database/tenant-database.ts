import * as pulumi from "@pulumi/pulumi";
import { provider } from "./provider";
import type { TenantDatabaseInputs } from "./inputs";

/** The arguments of a {@link TenantDatabase}: its inputs, each of which may be an output. */
export type TenantDatabaseArgs = {
  readonly [Key in keyof TenantDatabaseInputs]: pulumi.Input<TenantDatabaseInputs[Key]>;
};

/**
 * One tenant's PostgreSQL database: a clone of a sealed template, handed to the tenant's role with an
 * identity of its own. Holds no secret: the provider derives what it needs from the stack's configuration.
 *
 * No change of arguments ever replaces or drops it. A change of template is ignored (a tenant keeps the
 * version it was born with), a change of server or name is refused, everything else is applied in place.
 */
export class TenantDatabase extends pulumi.dynamic.Resource {
  /** Physical name of the database. */
  declare readonly database: pulumi.Output<string>;
  /** The template the tenant was born from. */
  declare readonly templateName: pulumi.Output<string>;
  /** The version of that template. */
  declare readonly templateVersion: pulumi.Output<string>;

  constructor(name: string, args: TenantDatabaseArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "odoofleet", "TenantDatabase");
  }
}
