import { distance } from "fastest-levenshtein";

/** ` Did you mean "plan"?` where one of the known words is close to what was written, else nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const nearest = known
    .map((word) => ({ word, edits: distance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  if (nearest === undefined) return "";
  return nearest.edits <= Math.max(1, Math.floor(nearest.word.length / 3))
    ? ` Did you mean "${nearest.word}"?`
    : "";
}

/** `"starter", "pro"`, for messages. */
export function quotedList(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}
