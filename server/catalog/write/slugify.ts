import "server-only";
import { createHash } from "node:crypto";

// Letters that Unicode does not take apart into a base letter and an accent.
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * The part of a URL that stands for a text: lower-case ASCII letters, digits and single hyphens, 80 at most.
 * A text without any such letter gets one made from its hash, so that it is never empty and always the same.
 */
export function slugify(text: string): string {
  const slug = fold(text)
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
  return slug || `x${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}

/** Lower case without accents: how texts are compared when a person may have typed them without. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}
