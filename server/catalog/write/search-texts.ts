import "server-only";
import { plainDescription } from "../read/description";
import type { ProductDraft } from "./product-draft";
import { fold } from "./slugify";

// A tsvector ends at 1 MB and a word's position at 16383: more text would not be found by rank anyway.
const MAX_WORDS_LENGTH = 50_000;
// Parts of words are looked for in the whole of it, of every product that is on sale.
const MAX_PARTS_LENGTH = 1_500;

export type SearchTexts = {
  /** What words are looked for in, in addition to the title; those with accents a second time without them. */
  searchText: string;
  /** What parts of words are looked for in: the title in a line of its own, then the rest; small letters, no accents. */
  searchFolded: string;
};

/** The texts that a product is found by: its words, the values of its options, its SKUs and barcodes. */
export function searchTexts(draft: ProductDraft): SearchTexts {
  const names = [draft.vendor, draft.kind, ...draft.tags];
  const values = new Set(draft.variants.flatMap(({ optionValues }) => optionValues));
  const codes = draft.variants.flatMap(({ sku, barcode }) => [sku ?? "", barcode ?? ""]);
  const description = plainDescription(draft.description);
  const searchText = joined([...names, ...values, ...codes, description]).slice(0, MAX_WORDS_LENGTH);
  const accented =
    `${draft.title}\n${searchText}`.match(/[\p{L}\p{N}]*[^\p{ASCII}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const folded = [...new Set(accented.map(fold))].filter((word) => /[\p{L}\p{N}]/u.test(word));
  return {
    searchText: joined([searchText, folded.join(" ")]),
    searchFolded: [oneLine(draft.title), oneLine(joined([...codes, ...values, ...names, description]))]
      .map(fold)
      .join("\n")
      .slice(0, MAX_PARTS_LENGTH),
  };
}

const joined = (texts: string[]) => texts.filter(Boolean).join("\n");
const oneLine = (text: string) => text.replace(/\s+/g, " ");
