import "server-only";
import type { WordForm } from "@/domain/catalog/word-forms";
import { Prisma } from "../../platform/db";
import { fold } from "../write/slugify";
import { inTime } from "./limit-searches";
import { hasOffer } from "./on-sale";

const MIN_PART_LETTERS = 3;
// "teepot" and "teapot" are 0.40 alike: enough when one letter makes the one of the other.
const NEAR_SIMILARITY = 0.3;
const MAX_NEAR = 20;

/** Scripts that put no space between words: what is looked for is a part of what stands there. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// SQL: full-text search. Words in the title (weight A) first; then by how many and how close, a long description not
// counting for more. To rank a product its whole text is read: of a word that thousands have, one thousand are enough,
// and those with the last word in their title.
/**
 * Products that hold the words, best first.
 * @param forms of the words with one written apart or two written together: they hold them, too
 */
export async function findByWords(text: string, limit: number, forms: WordForm[] = []): Promise<string[]> {
  const last = text.split(" ").at(-1)?.toLowerCase() ?? "";
  const rows = await inTime(
    (tx) => tx.$queryRaw<{ id: string }[]>`
    WITH query AS MATERIALIZED (SELECT ${wordQuery(text)} || ${wordQuery(fold(text))} || ${formQuery(forms)} AS q),
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
export async function findByParts(text: string, limit: number): Promise<string[]> {
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
/** Products whose titles are more or less like the text. */
export async function findByLikeness(text: string) {
  return inTime(async (tx) => {
    await tx.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(NEAR_SIMILARITY)}, true)`;
    return tx.$queryRaw<{ id: string; title: string; likeness: number }[]>`
      SELECT p.id, p.title, word_similarity(${text}, lower(p.title))::float8 AS likeness FROM products p
      WHERE p.status = 'active' AND lower(p.title) %> ${text} AND ${hasOffer()}
      ORDER BY likeness DESC, p.title, p.id LIMIT ${MAX_NEAR}`;
  });
}

/**
 * Which of these words a product on sale holds.
 * @param words letters and digits; `inTitle` where only titles count
 */
export async function findKnown(words: { word: string; inTitle: boolean }[]): Promise<Set<string>> {
  const asked = words.map(({ word }) => word);
  const queries = words.map(({ word, inTitle }) => `${word}${inTitle ? ":A" : ""}`);
  // SQL: full-text search. Words that are too common to be looked for give an empty query, which nothing matches.
  const rows = await inTime(
    (tx) => tx.$queryRaw<{ word: string }[]>`
    SELECT DISTINCT asked.word FROM unnest(${asked}::text[], ${queries}::text[]) AS asked (word, query)
    WHERE EXISTS (SELECT 1 FROM products p
      WHERE p.search @@ to_tsquery('english', asked.query) AND p.status = 'active' AND ${hasOffer()})`,
  );
  return new Set(rows.map(({ word }) => word));
}

/**
 * Products that hold one of these words, the best of each word in turn, so that each has some among the first.
 * @param words letters and digits
 */
export async function findByEach(words: string[], limit: number): Promise<string[]> {
  // SQL: full-text search. Titles come first; of a common word two hundred are enough.
  const rows = await inTime(
    (tx) => tx.$queryRaw<{ id: string }[]>`
    SELECT best.id FROM unnest(${words}::text[]) WITH ORDINALITY AS asked (word, turn) CROSS JOIN LATERAL (
      SELECT hits.id, row_number() OVER (ORDER BY hits.in_title DESC, hits.title, hits.id) AS place FROM (
        SELECT p.id, p.title, p.search @@ to_tsquery('english', asked.word || ':A') AS in_title FROM products p
         WHERE p.search @@ to_tsquery('english', asked.word) AND p.status = 'active' AND ${hasOffer()}
         LIMIT 200) AS hits) AS best
    ORDER BY best.place, asked.turn LIMIT ${limit * words.length}`,
  );
  return [...new Set(rows.map(({ id }) => id))].slice(0, limit);
}

/** A word that is too common to be looked for, such as "the", is no part of another: both parts must count. */
function formQuery(forms: WordForm[]): Prisma.Sql {
  if (forms.length === 0) return Prisma.sql`''::tsquery`;
  const column = (of: (form: WordForm) => string) => Prisma.sql`${forms.map(of)}::text[]`;
  return Prisma.sql`coalesce((
    SELECT string_agg('(' || (phrase && plainto_tsquery('english', rest))::text || ')', ' | ')::tsquery
      FROM (SELECT phraseto_tsquery('english', f.phrase) AS phrase, f.rest, f.nodes::int AS nodes
              FROM unnest(${column(({ phrase }) => phrase)}, ${column(({ rest }) => rest)},
                          ${column(({ isApart }) => (isApart ? "3" : "1"))}) AS f (phrase, rest, nodes)) forms
     WHERE numnode(phrase) >= nodes), '')`;
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
