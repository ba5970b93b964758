import { z } from "zod";
import { bytes, count, cpu, label, mebibytes, millicores, moduleName } from "./primitives";

/**
 * MiB that Odoo needs: a master, an evented and a cron process of 160 MiB each beside the HTTP workers, which are
 * planned with 8 of 10 requests light (150 MB) and 2 of 10 heavy (1 GB), as Odoo's deployment guide does; without
 * workers, one threaded process with room for heavy requests.
 */
export function neededMemory(workers: number): number {
  const worker = 0.8 * 150 + 0.2 * 1024;
  return workers === 0 ? 768 : Math.ceil(3 * 160 + workers * worker);
}

const resources = z.strictObject({
  cpu: cpu.meta({ description: "CPU of each web Pod: cores or thousandths." }),
  memory: bytes.meta({ description: "Memory of each web Pod, with a binary unit." }),
});

/** What a tenant pays for. */
export const planSchema = z
  .strictObject({
    description: label.meta({ description: "One line for the price list." }),
    monthlyPrice: z
      .strictObject({
        currency: z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code: write one such as USD"),
        amount: z.number().min(0, "is negative"),
      })
      .meta({ description: "Price of a month, without tax." }),
    workers: count(0, 64).meta({
      description: "HTTP worker processes; 0 is Odoo's threaded mode.",
    }),
    cronThreads: count(0, 8).meta({
      description: "Cron threads, or processes where there are workers.",
    }),
    replicas: count(1, 1).default(1).meta({
      description: "Web Pods. One: the filestore and the sessions are on a volume of one node.",
    }),
    requests: resources.meta({ description: "What the scheduler reserves for a Pod." }),
    limits: resources.meta({ description: "What a Pod may use at most." }),
    storage: bytes.meta({ description: "Filestore volume." }),
    quota: z
      .strictObject({
        cpu: cpu.meta({ description: "Sum of the CPU limits in the namespace." }),
        memory: bytes.meta({ description: "Sum of the memory limits in the namespace." }),
        storage: bytes.meta({ description: "Sum of the volume claims." }),
        pods: count(1, 100).meta({ description: "Most Pods at once." }),
        volumeClaims: count(1, 20).meta({ description: "Most volume claims." }),
      })
      .meta({ description: "What the tenant's namespace may hold in all." }),
    database: z
      .strictObject({
        connectionLimit: count(4, 500).meta({
          description: "Most connections of the tenant's role.",
        }),
        poolSize: count(2, 64).meta({ description: "Odoo's db_maxconn: connections per process." }),
      })
      .meta({ description: "Connections to PostgreSQL." }),
    include: z
      .strictObject({
        users: count(1, 100_000).meta({ description: "Internal users." }),
        storageGib: count(1, 100_000).meta({
          description: "GiB of database and filestore together.",
        }),
        customDomains: count(0, 100).meta({ description: "Domains of the customer's own." }),
      })
      .meta({ description: "What the price includes." }),
    addons: z
      .union([z.literal("any"), z.array(moduleName)])
      .meta({ description: "Modules that tenants may ask for: a list, or any." }),
    servers: z
      .array(z.enum(["shared", "dedicated"]))
      .min(1)
      .meta({ description: "Kinds of Postgres server the plan may be placed on." }),
    backupRetentionDays: count(1, 3650).meta({ description: "Days that backups are kept." }),
  })
  .superRefine((plan, context) => {
    const fault = (path: string[], message: string) => {
      context.addIssue({ code: "custom", path, message });
    };
    const needed = neededMemory(plan.workers);
    if (mebibytes(plan.limits.memory) < needed) {
      fault(["limits", "memory"], `is too small: ${plan.workers} workers need ${needed}Mi or more`);
    }
    if (mebibytes(plan.requests.memory) > mebibytes(plan.limits.memory)) {
      fault(["requests", "memory"], "is more than limits.memory: request at most the limit");
    }
    if (millicores(plan.requests.cpu) > millicores(plan.limits.cpu)) {
      fault(["requests", "cpu"], "is more than limits.cpu: request at most the limit");
    }
    if (mebibytes(plan.quota.memory) < mebibytes(plan.limits.memory) * plan.replicas) {
      fault(["quota", "memory"], "is less than the Pods' limits: raise it to the sum at least");
    }
    if (millicores(plan.quota.cpu) < millicores(plan.limits.cpu) * plan.replicas) {
      fault(["quota", "cpu"], "is less than the Pods' limits: raise it to the sum at least");
    }
    if (mebibytes(plan.quota.storage) < mebibytes(plan.storage)) {
      fault(["quota", "storage"], "is less than the filestore: raise it to that at least");
    }
    if (plan.database.connectionLimit < plan.database.poolSize) {
      fault(
        ["database", "connectionLimit"],
        "is less than poolSize: one process could use it all up",
      );
    }
  })
  .meta({ title: "odoo-fleet plan" });

/** catalog/plans.yaml. */
export const plansSchema = z
  .record(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "is not a plan's name: lower-case letters, digits, hyphens"),
    planSchema,
  )
  .meta({ title: "odoo-fleet plans", description: "Plans by name." });

export type Plan = z.output<typeof planSchema>;
