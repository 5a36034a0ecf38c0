export type RetiredWord = { pattern: RegExp; instead: string };
export type Source = { path: string; text: string };
export type Finding = { path: string; line: number; text: string; instead: string };

/** Words that Latchkey does not use, with the trade's word for each: docs/glossary.md. */
export const RETIRED_WORDS: RetiredWord[] = [
  { pattern: /door-?bell/i, instead: "webhook event, signal" },
  // A key ring is a product, and ring-2 and a focus ring are styles.
  { pattern: /(?<!(?:key|focus)[ -_])\b(?:rings?|rang|rung)\b(?!-)/i, instead: "trigger, notify" },
  // A settlement is a payout; a promise is settled.
  { pattern: /(?<!all ?)settle(?!ment)|settling/i, instead: "reconcile" },
  {
    pattern: /\b(?:the|our|shop's|clean|compare) books\b|\bbooked\b|\/books\b|\bbooks words\b/i,
    instead: "records",
  },
  { pattern: /\bjudg(?:e|es|ed|ing)\b/i, instead: "check of records" },
  { pattern: /\bdesk\b(?! (?:lamp|clock|tray))(?<!for[ -]the[ -]desk)/i, instead: "admin" },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: "repair" },
  {
    pattern: /closed (?:function|call)|(?:close|reopen) (?:function|call)|forget closures/i,
    instead: "disabled call",
  },
  { pattern: /\bstray payments?\b|return stray/i, instead: "unmatched payment" },
  { pattern: /unsendable/i, instead: "unfulfillable" },
  { pattern: /\bsecond payments?\b/i, instead: "duplicate payment" },
  { pattern: /policy[ -]refund/i, instead: "automatic refund" },
  {
    pattern: /\bg(?:ive|ives|iving|iven|ave) (?:it |them |money |the money |a payment )?back\b/i,
    instead: "refund, release",
  },
  { pattern: /\b(?:MOST|LEAST|LONGEST)_[A-Z]/, instead: "MAX_, MIN_" },
  {
    pattern: /\b(?:type|interface|class) \w*(?:Wish|Wanted|Told|Seen|Figures)\b/,
    instead: "…Input, …Row, …View, …Snapshot",
  },
  {
    pattern:
      /\b(?:takeMoney|takeStock|promiseMail|lookAgain|bringForward|askSettling|makeRoom|keepPace|readFigures)\b/,
    instead:
      "recordPayment, allocateStock, enqueueMailOnce, recheckOrder, retryNow, requestReconcile, yieldTurn, limitRate, loadOrderSnapshot",
  },
  { pattern: /\b(?:some|any)body\b/i, instead: "the actor: a shopper, an admin, another process" },
  { pattern: /\bwhoever\b/i, instead: "the actor" },
  { pattern: /\bfor ever\b/i, instead: "indefinitely" },
  { pattern: /\bby the minute\b/i, instead: "every minute" },
  { pattern: /\banew\b/i, instead: "again" },
  { pattern: /\bbeside\b/i, instead: "in addition to, next to" },
  {
    pattern: /(?:before|for) a person\b|\ba person (?:must|can|does|looks?)\b/i,
    instead: "needs review, flagged",
  },
  { pattern: /\broomOf\b|\bROOMS\b|\brooms of (?:the house|server)\b/, instead: "folder, module" },
  { pattern: /no reason not to/i, instead: "say it without the double negative" },
];

/** What opens a line of a comment or a list: a sentence goes on behind it. */
const OPENS_LINE = /^\s*(?:\/{2,3}|\*|--|#|>|-)?\s*/;

/** `giveBack` and `give_back` as two words, so that a pattern is the same for names and sentences. */
const spaced = (line: string): string => line.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ");

/** Every retired word in names, sentences and paths; also in a sentence that goes on in the next line. */
export function findRetiredWords(sources: Source[]): Finding[] {
  return sources.flatMap(({ path, text }) => [
    ...findIn(path).map(({ instead }) => ({ path, line: 0, text: path, instead })),
    ...findInLines(path, text.split("\n")),
  ]);
}

function findInLines(path: string, lines: string[]): Finding[] {
  return lines.flatMap((line, at) => {
    const own = findIn(line);
    const next = lines[at + 1] ?? "";
    const isProse = /\p{L}$/u.test(line.trimEnd()) && /\p{L}/u.test(next);
    const across = isProse
      ? findIn(`${line.trimEnd()} ${next.replace(OPENS_LINE, "")}`).filter(
          (word) => !own.includes(word) && !findIn(next).includes(word),
        )
      : [];
    return [...own, ...across].map(({ instead }) => ({
      path,
      line: at + 1,
      text: line.trim().slice(0, 120),
      instead,
    }));
  });
}

function findIn(line: string): RetiredWord[] {
  const words = spaced(line);
  return RETIRED_WORDS.filter(({ pattern }) => pattern.test(line) || pattern.test(words));
}
