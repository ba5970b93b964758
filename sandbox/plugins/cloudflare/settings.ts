import { isLoopback } from "../../cloudflare/loopback";
import type { Failure, InputRules, InputsOf } from "../service/inputs";
import { UNKNOWN, type Properties } from "../service/wire";

/** The official provider's settings that the stand-in knows. */
export const settings = {
  apiToken: { type: "string", required: true },
  /** Includes the version, such as `http://127.0.0.1:8787/client/v4`. */
  baseUrl: { type: "string", required: true },
} as const satisfies InputRules;

export type Settings = InputsOf<typeof settings>;

/** The stand-in must never touch a real zone, whatever token it is given. */
export function checkSettings({ baseUrl }: Properties): readonly Failure[] {
  if (typeof baseUrl !== "string" || baseUrl === UNKNOWN || isLocal(baseUrl)) return [];
  return [
    {
      property: "baseUrl",
      reason:
        `the stand-in for @pulumi/cloudflare talks to a server of this machine only, not to ` +
        `"${baseUrl}": install the official plugin`,
    },
  ];
}

function isLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ""));
}
