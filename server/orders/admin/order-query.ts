import "server-only";

/**
 * What kind of thing was typed into the search box, and so which index answers. Texts keep their case: what
 * "lower case" means of É depends on the database's locale, so the database is the one to say it.
 */
export type OrderSearch =
  | { kind: "all" }
  /** `words` where the digits may also be an SKU: they are looked for where no order has the number. */
  | { kind: "number"; number: number; words: string[] }
  | { kind: "email"; email: string }
  /** Everything of a provider: "@example.com". */
  | { kind: "email_part"; part: string }
  | { kind: "stripe"; id: string; object: "session" | "payment" | "charge" | "refund" | "dispute" | "event" }
  | { kind: "words"; words: string[] }
  /** Well-formed, and nothing can have it: a number beyond all order numbers. */
  | { kind: "nothing" };

const STRIPE_OBJECTS = {
  cs: "session",
  pi: "payment",
  ch: "charge",
  py: "charge",
  re: "refund",
  pyr: "refund",
  dp: "dispute",
  du: "dispute",
  evt: "event",
} as const;
const STRIPE_ID = /^(cs|pi|ch|pyr|py|re|dp|du|evt)_[A-Za-z0-9_]{3,250}$/;
const HIGHEST_NUMBER = 2_147_483_647;
const MAX_WORDS = 5;

/** Reads a search text. Pure: no text is refused, the odd ones find nothing. */
export function routeOrderSearch(text: string): OrderSearch {
  const typed = text.replaceAll("\0", "").trim().slice(0, 200);
  if (typed === "") return { kind: "all" };
  // As pages and mails call it: "1008", "#1008", "Order 1008".
  const [, name = "", digits] = /^((?:order\s*)?#?\s*)(\d+)$/i.exec(typed) ?? [];
  if (digits) {
    const number = Number(digits);
    const words = name === "" ? [digits] : [];
    if (number <= HIGHEST_NUMBER) return { kind: "number", number, words };
    return words.length > 0 ? { kind: "words", words } : { kind: "nothing" };
  }
  const [, prefix] = STRIPE_ID.exec(typed) ?? [];
  if (prefix) {
    return { kind: "stripe", id: typed, object: STRIPE_OBJECTS[prefix as keyof typeof STRIPE_OBJECTS] };
  }
  if (/^@\S+$/.test(typed)) return { kind: "email_part", part: typed };
  if (/^\S+@\S*$/.test(typed)) return { kind: "email", email: typed };
  return { kind: "words", words: [...new Set(typed.split(/\s+/))].slice(0, MAX_WORDS) };
}
