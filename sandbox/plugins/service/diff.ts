import { isDeepStrictEqual } from "node:util";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { InputRules } from "./inputs";
import type { Properties } from "./wire";

const { Kind } = PropertyDiff;

/**
 * Compares what is there (`state`: the outputs, so that drift found by a refresh is repaired) with what the program
 * wants (`news`). A value that is not known yet differs from whatever is there.
 */
export function diff(
  rules: InputRules,
  state: Properties,
  news: Properties,
  ignored: readonly string[],
): DiffResponse {
  const response = new DiffResponse();
  const details = response.getDetaileddiffMap();
  for (const [name, rule] of Object.entries(rules)) {
    const before = state[name];
    const after = news[name];
    if (ignored.includes(name)) continue;
    if (isDeepStrictEqual(before, after)) continue;
    const [change, replacement] =
      before === undefined
        ? [Kind.ADD, Kind.ADD_REPLACE]
        : after === undefined
          ? [Kind.DELETE, Kind.DELETE_REPLACE]
          : [Kind.UPDATE, Kind.UPDATE_REPLACE];
    details.set(name, new PropertyDiff().setKind(rule.replaces ? replacement : change));
    response.addDiffs(name);
    if (rule.replaces) response.addReplaces(name);
  }
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  response.setChanges(details.getLength() === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(true);
  return response;
}
