/** At once. */
export const MAX_SINGLE_CODES = 1_000;
/** Of one discount, in all. */
export const MAX_CODES_OF_DISCOUNT = 20_000;

// Without letters and digits that are taken for one another, and without vowels, so that no word comes about.
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789";
const LENGTH = 10;
const BYTES = LENGTH;

/** Random bytes that one code needs. */
export const BYTES_OF_CODE = BYTES * 2;

export const MAX_PREFIX = 20;
const PREFIX = /^[A-Z0-9][A-Z0-9_-]*$/;

/** What codes of a batch begin with; null: it cannot stand in a code. */
export const readPrefix = (code: string): string | null =>
  code === "" || (code.length <= MAX_PREFIX && PREFIX.test(code)) ? code : null;

/**
 * A code that cannot be guessed: ten of 28 letters, 48 bits.
 * @param random at least BYTES_OF_CODE bytes; null when too many of them had to be left out, for an even choice
 */
export function singleCode(prefix: string, random: Uint8Array): string | null {
  // Of a byte's 256 values the last four would make some letters likelier.
  const even = 256 - (256 % LETTERS.length);
  const letters = [...random]
    .filter((byte) => byte < even)
    .slice(0, LENGTH)
    .map((byte) => LETTERS[byte % LETTERS.length]);
  if (letters.length < LENGTH) return null;
  const text = letters.join("");
  return [...(prefix ? [prefix] : []), text.slice(0, 5), text.slice(5)].join("-");
}
