import { createHash, timingSafeEqual } from "node:crypto";
import { ApiError } from "./envelope";

/**
 * Checks `Authorization: Bearer <token>` as Cloudflare does. A wrong token is refused differently by different parts
 * of the real API, and clients tell these refusals apart; so does this.
 *
 * @throws ApiError 9106 without the header, 6003/6111 when it is no bearer token, and for a wrong token 1000 (token
 *   verification), 10000 (DNS records) or 9109 (everything else).
 */
export function authenticate(header: string | undefined, token: string, path: string): void {
  if (header === undefined) {
    throw new ApiError(400, {
      code: 9106,
      message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers",
    });
  }
  const given = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(header)?.[1];
  if (given === undefined) {
    throw new ApiError(400, {
      code: 6003,
      message: "Invalid request headers",
      error_chain: [{ code: 6111, message: "Invalid format for Authorization header" }],
    });
  }
  if (timingSafeEqual(digest(given), digest(token))) return;
  if (path === "/user/tokens/verify") {
    throw new ApiError(401, { code: 1000, message: "Invalid API Token" });
  }
  if (path.includes("/dns_records")) throw noAccessToRecords();
  throw new ApiError(403, { code: 9109, message: "Invalid access token" });
}

/** The answer for the records of a zone that the token may not touch, which includes zones that do not exist. */
export function noAccessToRecords(): ApiError {
  return new ApiError(403, { code: 10000, message: "Authentication error" });
}

/** What `GET /user/tokens/verify` calls the token. */
export function tokenId(token: string): string {
  return digest(token).toString("hex").slice(0, 32);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
