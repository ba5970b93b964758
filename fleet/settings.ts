import { type Fault, FleetError } from "./faults";
import { type CellSettings, REFERENCE, settingsSchema } from "./schema/settings";
import { issues } from "./validate";

export type { CellSettings } from "./schema/settings";

/** A Postgres server with every reference and default resolved. */
export type ResolvedPostgresServer = Omit<
  CellSettings["postgres"][string],
  "port" | "workloadHost" | "workloadPort"
> & {
  readonly port: number;
  readonly workloadHost: string;
  readonly workloadPort: number;
};

/** The cell's settings with every reference to the environment replaced. */
export type ResolvedCellSettings = Omit<CellSettings, "postgres"> & {
  readonly postgres: Readonly<Record<string, ResolvedPostgresServer>>;
};

/**
 * Checks the object under `odoo-fleet:cell`. A value that is exactly `${NAME}` stays as it is: see
 * {@link resolveSettings}.
 *
 * @throws FleetError with every fault.
 */
export function parseSettings(value: unknown): CellSettings {
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data;
  throw new FleetError(
    issues(settingsSchema, value, result.error).map(({ path, message }): Fault => ({
      file: "odoo-fleet:cell",
      line: 1,
      column: 1,
      field: path.join("."),
      message,
    })),
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces the references to the environment.
 *
 * @throws Error naming every variable that is not set.
 */
export function resolveSettings(
  settings: CellSettings,
  environment: Environment,
): ResolvedCellSettings {
  const missing = references(settings).filter((name) => environment[name] === undefined);
  if (missing.length > 0) throw new MissingEnvironment(missing);
  const resolved = replaceReferences(settings, environment) as CellSettings;
  const postgres = Object.entries(resolved.postgres).map(([name, server]) => {
    const port = portNumber(`postgres.${name}.port`, server.port);
    const workloadPort =
      server.workloadPort === undefined
        ? port
        : portNumber(`postgres.${name}.workloadPort`, server.workloadPort);
    return [
      name,
      { ...server, port, workloadHost: server.workloadHost ?? server.host, workloadPort },
    ];
  });
  return {
    ...resolved,
    postgres: Object.fromEntries(postgres) as ResolvedCellSettings["postgres"],
  };
}

/** One text of the configuration, from the environment where it is exactly `${NAME}`. */
export function resolveReference(text: string, environment: Environment): string {
  const name = REFERENCE.exec(text)?.[1];
  if (name === undefined) return text;
  const value = environment[name];
  if (value === undefined) throw new MissingEnvironment([name]);
  return value;
}

/** The configuration refers to environment variables that are not set. */
export class MissingEnvironment extends Error {
  constructor(names: readonly string[]) {
    super(
      `the stack's configuration needs the environment variable${names.length > 1 ? "s" : ""} ` +
        `${[...new Set(names)].join(", ")}: set ${names.length > 1 ? "them" : "it"}, or for the sandbox run ` +
        `eval "$(npm run -s sandbox -- env)"`,
    );
    this.name = "MissingEnvironment";
  }
}

function references(value: unknown): string[] {
  if (typeof value === "string") {
    const name = REFERENCE.exec(value)?.[1];
    return name === undefined ? [] : [name];
  }
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(references)
    : [];
}

function replaceReferences(value: unknown, environment: Environment): unknown {
  if (typeof value === "string") return resolveReference(value, environment);
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, environment));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceReferences(item, environment)]),
  );
}

function portNumber(field: string, value: string | number): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${field}: "${value}" is not a port: write a whole number from 1 to 65535`);
}
