import type { Failure } from "./inputs";

/** The text of an error. A failed connection may be an AggregateError, whose own message is empty. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(errorText).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}

/** All failures in one sentence each. */
export function failureText(failures: readonly Failure[]): string {
  return failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
}
