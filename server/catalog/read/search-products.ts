import "server-only";
import { correctWords } from "@/domain/catalog/correct-words";
import type { ProductTile } from "@/domain/catalog/product";
import { Prisma } from "../../platform/db";
import { fold } from "../write/slugify";
import { inTime } from "./limit-searches";
import { readTiles } from "./list-products";
import { hasOffer } from "./on-sale";

const MAX_QUERY_LENGTH = 200;
const MAX_WORDS = 12;
const MIN_PART_LETTERS = 3;
// "candel" and "candle" are 0.57 alike, "candel" and "can" 0.43.
const TYPO_SIMILARITY = 0.45;
// "teepot" and "teapot" are 0.40 alike: enough when one letter makes the one of the other.
const NEAR_SIMILARITY = 0.3;
const MAX_NEAR = 20;
// Of three letters pg_trgm finds a part of nearly every title.
const MIN_TYPO_LETTERS = 4;

/** Scripts that put no space between words: what is looked for is a part of what stands there. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export type SearchResult = {
  tiles: ProductTile[];
  /** What was looked for instead, because nothing holds what was asked for. */
  corrected: string | null;
};

/**
 * Products on sale that hold the words, best first: in their texts, the values of their options, their SKUs and
 * barcodes. Quotes, "or" and a leading minus mean what they mean in a search engine, and the last word may be
 * unfinished. When nothing holds the words, what holds parts that are written so; then titles with words that are
 * nearly the same. Accents make no difference. Takes any text; a text without a word finds nothing.
 */
export async function searchProducts(words: string, limit = 24): Promise<SearchResult> {
  const text = words
    .slice(0, MAX_QUERY_LENGTH)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .split(" ")
    .slice(0, MAX_WORDS)
    .join(" ");
  const nothing = { tiles: [], corrected: null };
  if (!/[\p{L}\p{N}]/u.test(text)) return nothing;
  const most = Math.min(Math.max(Math.trunc(limit) || 1, 1), 100);
  const found = async (ids: string[], corrected: string | null = null) => ({
    tiles: await readTiles(ids),
    corrected,
  });
  const isUnspaced = UNSPACED.test(text);
  const whole = isUnspaced ? [] : await findByWords(text, most);
  // Quotation marks and a minus mean exactly what they say.
  const isExact = !isUnspaced && /"|(?:^| )-/.test(text);
  if (whole.length > 0 || isExact) return found(whole);
  const parts = await findByParts(text, most);
  if (parts.length > 0) return found(parts);
  if (isUnspaced || text.length < MIN_TYPO_LETTERS) return nothing;
  const near = await findByLikeness(fold(text));
  const corrected = correctWords(
    fold(text).split(" "),
    near.map(({ title }) => fold(title).split(/[^\p{L}\p{N}]+/u)),
  );
  const right = corrected === null ? [] : await findByWords(corrected, most);
  if (right.length > 0) return found(right, corrected);
  const alike = near.filter(({ likeness }) => likeness >= TYPO_SIMILARITY);
  return found(alike.slice(0, most).map(({ id }) => id));
}

// SQL: full-text search. Words in the title (weight A) first; then by how many and how close, a long description not
// counting for more. To rank a product its whole text is read: of a word that thousands have, one thousand are enough,
// and those with the last word in their title.
async function findByWords(text: string, limit: number): Promise<string[]> {
  const last = text.split(" ").at(-1)?.toLowerCase() ?? "";
  const rows = await inTime(
    (tx) => tx.$queryRaw<{ id: string }[]>`
    WITH query AS MATERIALIZED (SELECT ${wordQuery(text)} || ${wordQuery(fold(text))} AS q),
    found AS (
      (SELECT p.id FROM products p, query WHERE p.search @@ q AND p.status = 'active' LIMIT 1000)
      UNION (SELECT p.id FROM products p, query
        WHERE strpos(lower(p.title), ${last}) > 0 AND p.search @@ q AND p.status = 'active' LIMIT 200))
    SELECT p.id FROM found JOIN products p ON p.id = found.id, query
    WHERE ${hasOffer()}
    ORDER BY ts_rank_cd('{0, 0, 0, 1}', p.search, q) DESC, ts_rank_cd(p.search, q, 1) DESC, p.title, p.id
    LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** Products whose text holds all of these as parts, those with the first in their title before the others. */
async function findByParts(text: string, limit: number): Promise<string[]> {
  const parts = fold(text)
    .split(" ")
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const isTooShort = (part: string) => part.length < MIN_PART_LETTERS && !UNSPACED.test(part);
  if (parts.length === 0 || parts.every(isTooShort)) return [];
  const holds = parts.map((part) => Prisma.sql`strpos(p.search_folded, ${part}) > 0`);
  // SQL: the texts are read one after the other, because an index of trigrams knows ASCII letters only where the
  // database has no other locale than C, and of two letters nothing.
  const rows = await inTime(
    (tx) => tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE p.status = 'active' AND ${Prisma.join(holds, " AND ")} AND ${hasOffer()}
    ORDER BY strpos(split_part(p.search_folded, chr(10), 1), ${parts[0]}) = 0, p.title, p.id LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}

// SQL: trigram search. The index answers whether two texts are as alike as a setting says.
async function findByLikeness(text: string) {
  return inTime(async (tx) => {
    await tx.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(NEAR_SIMILARITY)}, true)`;
    return tx.$queryRaw<{ id: string; title: string; likeness: number }[]>`
      SELECT p.id, p.title, word_similarity(${text}, lower(p.title))::float8 AS likeness FROM products p
      WHERE p.status = 'active' AND lower(p.title) %> ${text} AND ${hasOffer()}
      ORDER BY likeness DESC, p.title, p.id LIMIT ${MAX_NEAR}`;
  });
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
