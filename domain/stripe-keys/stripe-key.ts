/** What a piece of text is, going by its prefix (docs.stripe.com/keys). */
export type KeyKind =
  | "restricted"
  | "secret"
  | "organization"
  | "publishable"
  | "webhook_secret"
  | "key_id"
  | "unknown";

export type KeyDescription = {
  kind: KeyKind;
  mode: "test" | "live" | null;
  /** Safe to print: prefix and last four characters, or only what it looks like. */
  shown: string;
};

const PREFIXES: [RegExp, KeyKind][] = [
  [/^rk(cs)?_(test|live)_./, "restricted"],
  [/^sk_org_./, "organization"],
  [/^sk_(test|live)_./, "secret"],
  [/^pk_(test|live)_./, "publishable"],
  [/^whsec_./, "webhook_secret"],
  [/^mk_./, "key_id"],
];

const NAMES: Record<KeyKind, string> = {
  restricted: "a restricted key",
  secret: "an unrestricted secret key",
  organization: "an organisation key",
  publishable: "a publishable key",
  webhook_secret: "a webhook signing secret",
  key_id: "the id of a key, not the key itself",
  unknown: "something that is not a Stripe key",
};

/** Says what a pasted text is, without ever returning the whole of it. */
export function describeKey(text: string): KeyDescription {
  const kind = PREFIXES.find(([prefix]) => prefix.test(text))?.[1] ?? "unknown";
  const mode = /^[a-z]+_test_/.test(text) ? "test" : /^[a-z]+_live_/.test(text) ? "live" : null;
  // An unknown text may be a password that was pasted by mistake: nothing of it is shown.
  const prefix = /^[a-z]+_(?:test_|live_|org_)?/.exec(text)?.[0] ?? "";
  const shown =
    kind === "unknown" ? "…" : `${prefix}…${text.length > prefix.length + 8 ? text.slice(-4) : ""}`;
  return { kind, mode, shown };
}

export const nameOfKind = (kind: KeyKind): string => NAMES[kind];

/** What is wrong with the text itself, whatever kind of key is wanted; null when nothing is. */
export function keyTextFault(text: string): string | null {
  if (text === "") return "is empty";
  if (text === "undefined" || text === "null") return `holds the word "${text}", not a key`;
  if (/^["'].*["']$/s.test(text)) return "has quotes around it";
  if (/[\r\n]/.test(text)) return "has a line break in it";
  if (/\s/.test(text)) return "has white space in it";
  return null;
}
