import "server-only";
import { plainDescription } from "../read/render-description";
import type { ProductDraft } from "../write/product-draft";
import { fold } from "../write/slugify";

// A tsvector ends at 1 MB and a word's position at 16383: more text would not be found by rank anyway.
const MAX_LENGTH = 50_000;

/** The words a product is found by beside its title; those with accents a second time without them. */
export function searchText(draft: ProductDraft): string {
  const words = [draft.vendor, draft.kind, ...draft.tags, plainDescription(draft.description)];
  const text = words.filter(Boolean).join("\n").slice(0, MAX_LENGTH);
  const accented = `${draft.title}\n${text}`.match(/[\p{L}\p{N}]*[^\p{ASCII}][\p{L}\p{N}]*/gu) ?? [];
  const folded = [...new Set(accented.map(fold))].filter((word) => /[a-z0-9]/.test(word));
  return folded.length > 0 ? `${text}\n${folded.join(" ")}` : text;
}
