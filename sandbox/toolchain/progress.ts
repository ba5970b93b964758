/** `4s`, `5m12s` */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${String(seconds % 60).padStart(2, "0")}s`;
}

/** One numbered step of a run, told in plain lines that read the same on a terminal and in a CI log. */
export class Step {
  /** Added to the next sign of life, such as `41 of 98 MB`. */
  status = "";
  private readonly started = Date.now();

  constructor(
    private readonly label: string,
    private readonly next: string | undefined,
    private readonly log: (line: string) => void,
    private readonly heartbeatMs: number,
  ) {}

  say(text: string): void {
    this.log(`${this.label}: ${text}`);
  }

  /** Announces an activity, does it, and gives a sign of life at regular intervals while it lasts. */
  async during<T>(activity: string, work: () => Promise<T>): Promise<T> {
    this.status = "";
    this.say(`${activity} ...`);
    const started = Date.now();
    const timer = setInterval(() => {
      const status = this.status === "" ? "" : ` (${this.status})`;
      this.say(`still ${activity} after ${formatDuration(Date.now() - started)}${status}`);
    }, this.heartbeatMs);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  done(): void {
    const next = this.next === undefined ? "that was the last one" : `next: ${this.next}`;
    this.say(`done in ${formatDuration(Date.now() - this.started)}; ${next}`);
  }
}
