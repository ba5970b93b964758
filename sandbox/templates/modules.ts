import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** What the sandbox knows of one Odoo module. */
export interface OdooModule {
  readonly name: string;
  readonly depends: readonly string[];
  /** The modules whose presence installs this one by itself; `undefined`: it is installed on request only. */
  readonly auto?: readonly string[] | undefined;
  readonly app: boolean;
}

const schema = z.strictObject({
  modules: z.record(
    z.string(),
    z.strictObject({
      depends: z.array(z.string()).default([]),
      auto: z.array(z.string()).optional(),
      app: z.boolean().default(false),
    }),
  ),
  available: z.array(z.string()),
});

const file = path.join(__dirname, "modules.yaml");
const content = schema.parse(parse(readFileSync(file, "utf8")));

const graph = new Map<string, OdooModule>(
  Object.entries(content.modules).map(([name, module]) => [name, { name, ...module }]),
);

/** Every module on the simulated addons path: those a template can install, then the others. */
export const addonsPath: readonly OdooModule[] = [
  ...graph.values(),
  ...content.available.map((name) => ({ name, depends: ["base"], app: false })),
];

/**
 * The modules that `odoo -i <declared>` ends up with, sorted: the declared ones, what they depend on, and whatever
 * installs itself beside them.
 *
 * @throws when a declared module is none that the sandbox can install. (The real Odoo only warns, and exits with 0.)
 */
export function installedModules(declared: readonly string[]): readonly string[] {
  const installed = new Set<string>();
  const install = (name: string): void => {
    if (installed.has(name)) return;
    const module = graph.get(name);
    if (module === undefined) {
      throw new Error(
        `module "${name}" is not one the sandbox can install: correct the name, or describe it in ${file}`,
      );
    }
    installed.add(name);
    module.depends.forEach(install);
  };
  const ready = (module: OdooModule): boolean =>
    !installed.has(module.name) && (module.auto?.every((name) => installed.has(name)) ?? false);

  ["base", ...declared].forEach(install);
  // One module that installs itself may be what another was waiting for.
  for (;;) {
    const next = [...graph.values()].filter(ready);
    if (next.length === 0) return [...installed].sort();
    for (const module of next) install(module.name);
  }
}
