/** A word of this length or less may have one letter wrong, a longer one two. */
const SHORT = 7;

/**
 * What was meant by misspelled words: the words of the first title that has one near to each of them, in the order in
 * which they were asked for. Null when no title has, or nothing is to be corrected.
 * @param titles the words of titles, best first; all words in small letters
 */
export function correctWords(words: string[], titles: string[][]): string | null {
  const right = titles
    .map((title) => words.map((word) => nearestOf(word, title)))
    .find((found) => found.every((word) => word !== undefined));
  return right && right.join(" ") !== words.join(" ") ? right.join(" ") : null;
}

function nearestOf(word: string, candidates: string[]): string | undefined {
  const most = word.length <= SHORT ? 1 : 2;
  return candidates
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= most && edits < candidate.length)
    .toSorted((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Letters added, left out, replaced, or swapped with the next (Damerau-Levenshtein, optimal string alignment). */
function editsBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let at = 1; at <= one.length; at += 1) {
    const before = rows.at(-1) ?? [];
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (before[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      const isSwapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      const swapped = isSwapped ? (rows.at(-2)?.[to - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (before[to] ?? 0) + 1, (row[to - 1] ?? 0) + 1));
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
