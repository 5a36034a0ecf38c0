import "server-only";
import type { ProductTile } from "@/domain/catalog/product";
import { db, Prisma } from "../../platform/db";
import type { ProductDraft } from "../write/product-draft";
import { fold } from "../write/slugify";
import { plainDescription } from "./description";
import { readTiles } from "./list-products";

const MAX_QUERY_LENGTH = 200;
const MAX_WORDS = 12;
// "candel" and "candle" are 0.57 alike, "candel" and "can" 0.43.
const TYPO_SIMILARITY = 0.45;
// Of three letters pg_trgm finds a part of nearly every title.
const MIN_TYPO_LETTERS = 4;

/**
 * Products on sale that hold the words, best first. Quotes, "or" and a leading minus mean what they mean in
 * a search engine, and the last word may be unfinished. When nothing holds them, titles that look alike.
 * Takes any text; a text without a word finds nothing.
 */
export async function searchProducts(words: string, limit = 24): Promise<ProductTile[]> {
  const text = words
    .slice(0, MAX_QUERY_LENGTH)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .split(" ")
    .slice(0, MAX_WORDS)
    .join(" ");
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const most = Math.min(Math.max(Math.trunc(limit) || 1, 1), 100);
  const found = await findByWords(text, most);
  // Quotation marks and a minus mean exactly what they say.
  const isExact = /"|(?:^| )-/.test(text);
  const isDone = found.length > 0 || isExact || text.length < MIN_TYPO_LETTERS;
  return readTiles(isDone ? found : await findByLikeness(fold(text), most));
}

// SQL: full-text search. Words in the title (weight A) first; then by how many and how close, a long description not
// counting for more. To rank a product its whole text is read: of a word that thousands have, one thousand are enough,
// and those with the last word in their title.
async function findByWords(text: string, limit: number): Promise<string[]> {
  const last = text.split(" ").at(-1)?.toLowerCase() ?? "";
  const rows = await db().$queryRaw<{ id: string }[]>`
    WITH query AS MATERIALIZED (SELECT ${wordQuery(text)} || ${wordQuery(fold(text))} AS q),
    found AS (
      (SELECT p.id FROM products p, query WHERE p.search @@ q AND p.status = 'active' LIMIT 1000)
      UNION (SELECT p.id FROM products p, query
        WHERE strpos(lower(p.title), ${last}) > 0 AND p.search @@ q AND p.status = 'active' LIMIT 200))
    SELECT p.id FROM found JOIN products p ON p.id = found.id, query
    WHERE EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id)
    ORDER BY ts_rank_cd('{0, 0, 0, 1}', p.search, q) DESC, ts_rank_cd(p.search, q, 1) DESC, p.title, p.id
    LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

// SQL: trigram search.
async function findByLikeness(text: string, limit: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p
    WHERE p.status = 'active' AND word_similarity(${text}, lower(p.title)) >= ${TYPO_SIMILARITY}
      AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id)
    ORDER BY word_similarity(${text}, lower(p.title)) DESC, p.title, p.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** websearch_to_tsquery takes any text; to_tsquery gets letters and digits only. */
function wordQuery(text: string): Prisma.Sql {
  const [whole, before, beginning] = queryParts(text);
  return Prisma.sql`(websearch_to_tsquery('english', ${whole}) ||
    (websearch_to_tsquery('english', ${before}) && to_tsquery('english', ${beginning})))`;
}

/** The whole text, all of it but the last word, and the last word as a beginning ("" when it may not be one). */
function queryParts(text: string): [string, string, string] {
  const [, before = "", last = ""] = /^(.*?)(?:^| )([\p{L}\p{N}]{2,})$/u.exec(text) ?? [];
  // In an open quotation, and for "or", the last word is more than a word.
  const isPlain = last !== "" && (before.match(/"/g) ?? []).length % 2 === 0 && last.toLowerCase() !== "or";
  return isPlain ? [text, before, `${last}:*`] : [text, "", ""];
}

// A tsvector ends at 1 MB and a word's position at 16383: more text would not be found by rank anyway.
const MAX_INDEXED_LENGTH = 50_000;

/** The words a product is found by in addition to its title; those with accents a second time without them. */
export function searchText(draft: ProductDraft): string {
  const words = [draft.vendor, draft.kind, ...draft.tags, plainDescription(draft.description)];
  const text = words.filter(Boolean).join("\n").slice(0, MAX_INDEXED_LENGTH);
  const accented = `${draft.title}\n${text}`.match(/[\p{L}\p{N}]*[^\p{ASCII}][\p{L}\p{N}]*/gu) ?? [];
  const folded = [...new Set(accented.map(fold))].filter((word) => /[a-z0-9]/.test(word));
  return folded.length > 0 ? `${text}\n${folded.join(" ")}` : text;
}
