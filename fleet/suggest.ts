import { distance } from "fastest-levenshtein";

/** ` Did you mean "plan"?` where one of the known words is close to what was written, else nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const nearest = known
    .map((word) => ({ word, edits: distance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  if (nearest === undefined) return "";
  // Two edits are a swap of letters; more are forgiven in longer words, and never a word made anew.
  const forgiven = Math.min(Math.max(2, Math.floor(nearest.word.length / 3)), written.length - 1);
  return nearest.edits <= forgiven ? ` Did you mean "${nearest.word}"?` : "";
}

/** `"starter", "pro"`, for messages. */
export function quotedList(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}
