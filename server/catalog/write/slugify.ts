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
  ς: "σ",
};

// As passports have them, without apostrophes. Letters that are written with an accent follow from these.
const TRANSLITERATED: Record<string, string> = Object.fromEntries(
  (
    "а a б b в v г g ґ g д d е e ё e ж zh з z и i й y і i ї yi к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts " +
    "ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya є ye ђ dj ј j љ lj њ nj ћ c џ dz ѓ g ќ k ў u " +
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, part, index, parts) => {
      if (index % 2 === 0) pairs.push([part, (parts[index + 1] ?? "").replace("-", "")]);
      return pairs;
    }, []),
);

const MAX_SLUG = 80;

/**
 * The part of a URL that stands for a text: lower-case ASCII letters, digits and single hyphens. Cyrillic and Greek are
 * transliterated. Where letters or digits are lost, a hash of the text tells it from other texts: never empty, and
 * always the same for the same text.
 */
export function slugify(text: string): string {
  const latin = fold(
    text
      .normalize("NFC")
      .toLowerCase()
      .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => {
        return TRANSLITERATED[letter] ?? TRANSLITERATED[letter.normalize("NFD")[0] ?? ""] ?? letter;
      }),
  );
  const slug = toSlug(latin);
  if (slug === "") return `x${hashOf(text)}`;
  const isLossless = latin.length <= MAX_SLUG && !/[^\P{L}a-z]|[^\P{N}0-9]/u.test(latin);
  return isLossless ? slug : `${slug.slice(0, MAX_SLUG - 9).replace(/-+$/, "")}-${hashOf(text)}`;
}

/** As `slugify` was before it knew other scripts: their letters are lost. */
export function formerSlug(text: string): string {
  return toSlug(fold(text)) || `x${hashOf(text)}`;
}

/** Eight characters that stand for a text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function toSlug(folded: string): string {
  return folded
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
}

// In other scripts a mark is a vowel or makes another letter: a Thai or Japanese word without its marks is another word.
const ACCENTS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]\p{M}*)\p{M}/gu;

/** Lower case without accents: how texts are compared when a person may have typed them without. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKC");
}
