import { z } from "zod";
import { ORDER_MAILS, type OrderMailKind } from "../orders/mail.ts";

export const MAX_SENDER_NAME = 60;
export const MAX_MAIL_FOOTER = 500;
export const MAX_MAIL_SUBJECT = 120;
export const MAX_MAIL_OPENING = 1_000;

/** What a shop need not write: for these the box "write to the shopper" is not ticked beforehand. */
export const OPTIONAL_MAILS = ["sent", "delivered"] as const;

/** What stands for something of the order in a shop's own subject or opening. */
export const PLACEHOLDERS = ["number", "shop", "total"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const PLACE = /\{([^{}]*)\}/g;

/** The first placeholder that there is not, as it was typed; null: all are known. A brace by itself is one too. */
export function unknownPlaceholder(text: string): string | null {
  for (const [typed, name = ""] of text.matchAll(PLACE))
    if (!PLACEHOLDERS.some((known) => known === name.trim())) return typed;
  return /[{}]/.exec(text.replace(PLACE, ""))?.[0] ?? null;
}

export const fillPlaceholders = (text: string, values: Record<Placeholder, string>): string =>
  text.replace(PLACE, (typed, name: string) => {
    const known = PLACEHOLDERS.find((one) => one === name.trim());
    return known ? values[known] : typed;
  });

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => unknownPlaceholder(text) === null);

/** `subject`: in place of the shop's; `opening`: above what the mail says. Empty: none. */
const ownWordsSchema = z.object({
  // One line: what follows a line break in a subject would be a header of its own.
  subject: words(MAX_MAIL_SUBJECT).regex(/^[^\r\n]*$/),
  opening: words(MAX_MAIL_OPENING),
});
export type OwnWords = z.output<typeof ownWordsSchema>;

/** Who mails are from, what stands in them, and which of them are written. */
export const emailsSchema = z.object({
  /** Null: as MAIL_FROM has it. */
  senderName: z
    .string()
    .trim()
    .max(MAX_SENDER_NAME)
    .regex(/^[^\r\n<>"]*$/)
    .nullable(),
  replyTo: z.union([z.literal(""), z.email().max(254)]),
  footer: z.string().trim().max(MAX_MAIL_FOOTER),
  words: z.partialRecord(z.enum(ORDER_MAILS), ownWordsSchema),
  off: z.array(z.enum(OPTIONAL_MAILS)),
});

export const wordsOf = (all: Partial<Record<OrderMailKind, OwnWords>>, kind: OrderMailKind): OwnWords =>
  all[kind] ?? { subject: "", opening: "" };
