/** A page that can be opened, by name; `words` are others that may be typed for it. */
export type Place = { href: string; name: string; words: string };

/** What was found of one kind. */
export type FoundItem = { href: string; title: string; detail: string };
export type FoundGroup = { kind: "places" | "orders" | "products" | "customers"; items: FoundItem[] };

/** The places of which each typed word begins a word, those whose name begins with all of it first. */
export function matchPlaces(places: readonly Place[], typed: string): Place[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return [...places];
  const matches = places.filter(({ name, words }) => {
    const there = wordsOf(`${name} ${words}`);
    return wanted.every((word) => there.some((one) => one.startsWith(word)));
  });
  const isNamed = ({ name }: Place) => name.toLowerCase().startsWith(typed.trim().toLowerCase());
  return matches.toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)));
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
