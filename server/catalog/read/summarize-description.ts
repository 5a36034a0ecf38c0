import "server-only";
import { plainDescription } from "./render-description";

/** Search engines cut a result's text at about this many characters. */
const MAX_LENGTH = 160;

/** The description's first sentences as plain text; cut at a sentence's end, else at a word's. */
export function summarizeDescription(description: string): string {
  const text = plainDescription(description);
  if (text.length <= MAX_LENGTH) return text;
  const cut = text.slice(0, MAX_LENGTH - 1);
  const sentence = Math.max(...[". ", "! ", "? "].map((end) => cut.lastIndexOf(end)));
  if (sentence > MAX_LENGTH / 2) return cut.slice(0, sentence + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}
