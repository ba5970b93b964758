import type { EngineEvent } from "@pulumi/pulumi/automation";

/** How long the engine worked on each tenant, read from its events. */
export class TenantTimes {
  private readonly spans = new Map<string, { began: number; ended: number }>();

  note(event: EngineEvent): void {
    const metadata = event.resourcePreEvent?.metadata ?? event.resOutputsEvent?.metadata;
    if (metadata === undefined || (metadata.op as string) === "same") return;
    const name = metadata.urn.split("::").at(-1) ?? "";
    const now = Date.now();
    const span = this.spans.get(name);
    this.spans.set(name, { began: span?.began ?? now, ended: now });
  }

  /** From the first to the last change of a tenant's resources, which are named after it; `-` where nothing changed. */
  of(slug: string, slugs: readonly string[]): string {
    const longer = slugs.filter((other) => other.startsWith(`${slug}-`));
    const own = [...this.spans].flatMap(([name, span]) =>
      (name === slug || name.startsWith(`${slug}-`)) &&
      !longer.some((other) => name === other || name.startsWith(`${other}-`))
        ? [span]
        : [],
    );
    if (own.length === 0) return "-";
    const began = Math.min(...own.map((span) => span.began));
    const ended = Math.max(...own.map((span) => span.ended));
    return `${((ended - began) / 1000).toFixed(1)} s`;
  }
}
