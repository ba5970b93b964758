/** One thing that is wrong in one file. */
export interface Fault {
  /** Path from the project's root, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** Dotted path of the field, or empty where the fault is about the whole file. */
  readonly field: string;
  /** What is wrong, the value given, what to do. */
  readonly message: string;
}

/** `tenants/dev/acme.yaml:7:3 plan: …`, a form that editors and terminals make a link of. */
export function formatFault({ file, line, column, field, message }: Fault): string {
  return `${file}:${line}:${column} ${field === "" ? "" : `${field}: `}${message}`;
}

/** Every fault of a fleet at once. Nothing was applied. */
export class FleetError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    const count = `${faults.length} fault${faults.length === 1 ? "" : "s"}, nothing was changed`;
    super([...faults.map(formatFault), count].join("\n"));
    this.name = "FleetError";
  }
}

/** By file, then by place: the order in which a person reads. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  return [...faults].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.field, b.field) ||
      compare(a.message, b.message),
  );
}

/** By code unit, the same on every machine and locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
