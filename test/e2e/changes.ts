/** One resource that a preview would change. */
export interface Change {
  readonly op: string;
  /** Logical name. */
  readonly name: string;
}

/** What `pulumi preview --json` would do, without what stays as it is. */
export function changes(printed: string): Change[] {
  const { steps } = JSON.parse(printed) as { steps: { op: string; urn: string }[] };
  return steps
    .filter(({ op }) => op !== "same" && op !== "read")
    .map(({ op, urn }) => ({ op, name: urn.split("::").at(-1) ?? urn }))
    .filter(({ name }) => !name.startsWith("odoo-fleet-"));
}
