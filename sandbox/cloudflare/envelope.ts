/** One entry of `errors` in a reply of Cloudflare's v4 API. */
export interface ApiProblem {
  readonly code: number;
  readonly message: string;
  readonly error_chain?: readonly ApiProblem[];
}

/** What a handler answers with; {@link successBody} turns it into the reply's text. */
export interface Success {
  readonly result: unknown;
  readonly messages?: readonly unknown[];
  readonly result_info?: ResultInfo;
}

/** Where a page stands in a list. */
export interface ResultInfo {
  readonly page: number;
  readonly per_page: number;
  readonly count: number;
  readonly total_count: number;
  readonly total_pages: number;
}

/** A request that is answered with an error; carries the HTTP status and Cloudflare's own code and message. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: ApiProblem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.message);
    this.name = "ApiError";
  }
}

/**
 * For what the real API has and this server has not. No code of Cloudflare's is borrowed for it, so that nobody takes
 * the answer for Cloudflare's opinion.
 */
export function unsupported(what: string): ApiError {
  return new ApiError(501, {
    code: 501,
    message: `The sandbox's Cloudflare server does not know ${what}.`,
  });
}

export function successBody({ result, messages = [], ...rest }: Success): string {
  return JSON.stringify({ success: true, errors: [], messages, result, ...rest });
}

export function failureBody(problem: ApiProblem): string {
  return JSON.stringify({ success: false, errors: [problem], messages: [], result: null });
}
