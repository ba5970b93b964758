import type * as pulumi from "@pulumi/pulumi";
import type * as Tsx from "tsx/cjs/api";
import type { TenantDatabaseInputs, TenantDatabaseOutputs } from "./inputs";

type Provider = Required<
  pulumi.dynamic.ResourceProvider<TenantDatabaseInputs, TenantDatabaseOutputs>
>;

/**
 * Runs in the provider's process, whose working directory is the project: an import at the top of this file
 * would be captured by value instead.
 */
function implementation(): Provider {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const tsx = require("tsx/cjs/api") as typeof Tsx;
  const file = "./components/database/implementation.ts";
  const loaded = tsx.require(file, `${process.cwd()}/index.ts`) as { implementation: Provider };
  return loaded.implementation;
}

/**
 * The dynamic provider that Pulumi serialises into the state of every tenant.
 *
 * Each method only loads the implementation and calls it, for three reasons (docs/architecture.md): the
 * serialised text stays small, free of secrets and the same for all tenants; editing the implementation is no
 * change of any tenant; refresh and delete run today's code, not that of the day of creation.
 */
export const provider: Provider = {
  configure: (request) => implementation().configure(request),
  check: (olds, news) => implementation().check(olds, news),
  diff: (id, olds, news) => implementation().diff(id, olds, news),
  create: (inputs) => implementation().create(inputs),
  read: (id, props) => implementation().read(id, props),
  update: (id, olds, news) => implementation().update(id, olds, news),
  delete: (id, props) => implementation().delete(id, props),
};
