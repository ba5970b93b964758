import { join } from "node:path";
import type { Instance } from "./instance";
import { pulumiHome } from "./pulumi-home";
import { cloudflareUrl } from "./servers/cloudflare";
import { kubeconfigFile } from "./servers/kubernetes";
import { superuser } from "./servers/postgres";

/** Belongs to the salt in Pulumi.dev.yaml. Both are public: they protect nothing but throw-away data. */
const PASSPHRASE = "odoo-fleet-sandbox";

/** What a shell needs so that `pulumi`, `kubectl` and `psql` work against the sandbox as usual. */
export function sandboxEnvironment(instance: Instance): Record<string, string> {
  const { host, port, user, password } = superuser(instance);
  return {
    PATH: `${join(instance.directory, "bin")}:${process.env.PATH ?? ""}`,
    KUBECONFIG: kubeconfigFile(instance),
    PULUMI_HOME: pulumiHome(instance),
    PULUMI_BACKEND_URL: `file://${join(instance.directory, "pulumi")}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `npm run verify` checks the types; a preview need not.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ODOO_FLEET_POSTGRES_HOST: host,
    ODOO_FLEET_POSTGRES_PORT: String(port),
    ODOO_FLEET_POSTGRES_PASSWORD: instance.secrets.platformRole,
    ODOO_FLEET_CLOUDFLARE_URL: cloudflareUrl(instance),
    ODOO_FLEET_CLOUDFLARE_TOKEN: instance.secrets.cloudflare,
    ODOO_FLEET_MASTER_SECRET: instance.secrets.master,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
  };
}
