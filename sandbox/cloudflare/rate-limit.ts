import { ApiError } from "./envelope";

export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * Cloudflare's limit per user: https://developers.cloudflare.com/fundamentals/api/reference/limits/. Once it is
 * reached, every call is refused until the window ends.
 */
export const CLOUDFLARE_RATE_LIMIT: RateLimit = { requests: 1200, windowSeconds: 300 };

/** Counts requests in fixed windows; the first request after a window opens the next one. */
export class RateLimiter {
  private windowEnds = 0;
  private used = 0;

  constructor(private readonly limit: RateLimit) {}

  /**
   * Counts one request and returns the headers that tell the client where it stands.
   *
   * @throws ApiError 429 with `Retry-After` (whole seconds, rounded up) when the window's requests are used up.
   */
  count(now = Date.now()): Record<string, string> {
    const { requests, windowSeconds } = this.limit;
    if (now >= this.windowEnds) {
      this.windowEnds = now + windowSeconds * 1000;
      this.used = 0;
    }
    const secondsLeft = Math.ceil((this.windowEnds - now) / 1000);
    const headers = (remaining: number) => ({
      Ratelimit: `"default";r=${remaining};t=${secondsLeft}`,
      "Ratelimit-Policy": `"default";q=${requests};w=${windowSeconds}`,
    });
    if (this.used >= requests) {
      throw new ApiError(
        429,
        { code: 971, message: "Please wait and consider throttling your request speed" },
        { ...headers(0), "Retry-After": String(secondsLeft) },
      );
    }
    this.used += 1;
    return headers(requests - this.used);
  }
}
