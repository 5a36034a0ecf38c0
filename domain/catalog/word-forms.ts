const MIN_SWAPPED = 3;
const MAX_SWAPPED = 9;
/** "door stop" and "doorstop": a part of fewer letters is hardly a word. */
const MIN_PART = 3;
const MAX_FORMS = 16;

/** A word with each two neighboring letters in each other's place; "mgu" gives "gmu" and "mug". */
export function swapsOf(word: string): string[] {
  const letters = [...word];
  if (letters.length < MIN_SWAPPED || letters.length > MAX_SWAPPED) return [];
  const swapped = letters.slice(1).map((letter, at) => {
    const [before, after] = [letters.slice(0, at), letters.slice(at + 2)];
    return [...before, letter, letters[at], ...after].join("");
  });
  return [...new Set(swapped)].filter((other) => other !== word);
}

/** The two parts of a word that may be written apart, at each place: "doorstop" gives "doo rstop", "door stop", … */
export function partsOf(word: string): [string, string][] {
  const letters = [...word];
  const places = Array.from(
    { length: Math.max(0, letters.length - 2 * MIN_PART + 1) },
    (_, at) => at + MIN_PART,
  );
  return places.map((at) => [letters.slice(0, at).join(""), letters.slice(at).join("")]);
}

/** Words of which one is written apart, or two together: `phrase` stands for it, `rest` are the others. */
export type WordForm = { phrase: string; rest: string; isApart: boolean };

/** Every form of these words with one word written apart or two neighbors written together; sixteen at most. */
export function wordForms(words: string[]): WordForm[] {
  const without = (from: number, count: number) => words.toSpliced(from, count).join(" ");
  const together = words.slice(1).map((word, at) => ({
    ...{ phrase: `${words[at]}${word}`, rest: without(at, 2), isApart: false },
  }));
  const apart = words.flatMap((word, at) =>
    partsOf(word).map((parts) => ({ phrase: parts.join(" "), rest: without(at, 1), isApart: true })),
  );
  return [...together, ...apart].slice(0, MAX_FORMS);
}
