import "server-only";
import { correctWords } from "@/domain/catalog/correct-words";
import type { ProductTile } from "@/domain/catalog/product";
import { partsOf, swapsOf, wordForms } from "@/domain/catalog/word-forms";
import { fold } from "../write/slugify";
import { findByEach, findByLikeness, findByParts, findByWords, findKnown, UNSPACED } from "./find-by-words";
import { readTiles } from "./list-products";

const MAX_QUERY_LENGTH = 200;
const MAX_WORDS = 12;
// "candel" and "candle" are 0.57 alike, "candel" and "can" 0.43.
const TYPO_SIMILARITY = 0.45;
// Of three letters pg_trgm finds a part of nearly every title.
const MIN_TYPO_LETTERS = 4;
const MIN_SWAPPED_LETTERS = 3;
/** Of more words it is not asked how each may be written. */
const MAX_FORMED_WORDS = 3;
/** Where no product has all words, each of so many is looked for by itself. */
const MAX_SINGLE_WORDS = 4;
// "door" of "doorstop" says what was meant, "pen" of "carpentry" does not.
const MIN_MEANT_LETTERS = 4;

export type SearchResult = {
  tiles: ProductTile[];
  /** What was looked for instead, because nothing holds what was asked for. */
  corrected: string | null;
  /** No product holds all of the words: these hold one. */
  isPartial: boolean;
};

/**
 * Products on sale that hold the words, best first: in their texts, the values of their options, their SKUs and
 * barcodes. Quotes, "or" and a leading minus mean what they mean in a search engine, and the last word may be
 * unfinished; "doorstop" and "door stop" are the same. When nothing holds the words, what holds parts that are written
 * so; then words that are nearly the same; then products that hold one of several words, or a word of which the one
 * that was typed is made. Accents make no difference. Takes any text; a text without a word finds nothing.
 */
export async function searchProducts(words: string, limit = 24): Promise<SearchResult> {
  const text = words
    .slice(0, MAX_QUERY_LENGTH)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .split(" ")
    .slice(0, MAX_WORDS)
    .join(" ");
  const nothing = { tiles: [], corrected: null, isPartial: false };
  if (!/[\p{L}\p{N}]/u.test(text)) return nothing;
  const most = Math.min(Math.max(Math.trunc(limit) || 1, 1), 100);
  const found = async (ids: string[], corrected: string | null = null, isPartial = false) => ({
    ...{ tiles: await readTiles(ids), corrected, isPartial },
  });
  const isUnspaced = UNSPACED.test(text);
  // Quotation marks and a minus mean exactly what they say.
  const isExact = !isUnspaced && /"|(?:^| )-/.test(text);
  const plain = plainWords(fold(text));
  const whole = isUnspaced
    ? []
    : await findByWords(text, most, isExact || plain.length > MAX_FORMED_WORDS ? [] : wordForms(plain));
  if (whole.length > 0 || isExact) return found(whole);
  const parts = await findByParts(text, most);
  if (parts.length > 0) return found(parts);
  if (isUnspaced || text.length < MIN_SWAPPED_LETTERS) return nothing;
  const near = text.length < MIN_TYPO_LETTERS ? [] : await findByLikeness(fold(text));
  const titles = near.map(({ title }) => fold(title).split(/[^\p{L}\p{N}]+/u));
  const corrected = correctWords(fold(text).split(" "), titles) ?? (await swapLetters(plain));
  const right = corrected === null ? [] : await findByWords(corrected, most);
  if (right.length > 0) return found(right, corrected);
  const singles = (corrected === null ? plain : plainWords(corrected)).slice(0, MAX_SINGLE_WORDS);
  const single = singles.length < 2 ? [] : await findByEach(singles, most);
  if (single.length > 0) return found(single, corrected, true);
  const alike = near.filter(({ likeness }) => likeness >= TYPO_SIMILARITY);
  if (alike.length > 0) return found(alike.slice(0, most).map(({ id }) => id));
  const meant = await findMeant(plain);
  return meant === null ? nothing : found(await findByWords(meant, most), meant);
}

const plainWords = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** The words with two letters swapped in those that no product has, where that makes a word of a title; or null. */
async function swapLetters(words: string[]): Promise<string | null> {
  if (words.length > MAX_SINGLE_WORDS) return null;
  const swaps = words.map((word) => ({ word, others: swapsOf(word) }));
  const known = await findKnown([
    ...words.map((word) => ({ word, inTitle: false })),
    ...swaps.flatMap(({ others }) => others.map((word) => ({ word, inTitle: true }))),
  ]);
  const right = swaps.map(({ word, others }) => {
    return known.has(word) ? word : (others.find((other) => known.has(other)) ?? word);
  });
  return right.join(" ") === words.join(" ") ? null : right.join(" ");
}

/** The longest word of a title that a word begins or ends with: "door" of "doorstop". */
async function findMeant([word, ...more]: string[]): Promise<string | null> {
  if (word === undefined || more.length > 0) return null;
  const parts = partsOf(word)
    .flat()
    .filter((part) => part.length >= MIN_MEANT_LETTERS)
    .toSorted((one, other) => other.length - one.length);
  const known = await findKnown(parts.map((part) => ({ word: part, inTitle: true })));
  const longest = parts.find((part) => known.has(part)) ?? null;
  // "doors" of "doorstop" is known because "door" is.
  const singular = longest?.replace(/s$/, "");
  return singular !== undefined && known.has(singular) ? singular : longest;
}
