/** What a merchant writes to a shopper begins with one of these: `admin.reply.template.*` of the messages. */
export const REPLY_TEMPLATES = ["blank", "parcel", "delay", "address", "returning"] as const;
export type ReplyTemplate = (typeof REPLY_TEMPLATES)[number];

export const MAX_REPLY_SUBJECT = 150;
export const MAX_REPLY_TEXT = 5_000;

/** A subject is one line: a line break in it would begin a header of its own. */
export const tidySubject = (typed: string): string => typed.replace(/\s+/g, " ").trim();

/** Line breaks as this shop writes them; more than one empty line is one. */
export const tidyText = (typed: string): string =>
  typed
    .replaceAll("\r\n", "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** The paragraphs of a text, each with its lines. */
export const paragraphsOf = (text: string): string[] => text.split("\n\n").filter((part) => part !== "");
