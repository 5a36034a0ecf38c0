import { z } from "zod";

/** Why an event waits, is ignored or was given up, in words that follow "Ignored: " or "Waiting: ". */
const SENTENCES = {
  unused_type: "the shop does not use events of this type",
  other_mode: "it is of the other mode, test or live",
  other_app: "it belongs to another application on the Stripe account",
  unreadable: "this version of the shop cannot read it",
  unknown_order: "it names an order that is not in the records",
  waits_for_key: "it waits until a Stripe key has the permission again",
  waits_for_stripe: "it waits until Stripe answers",
  failed: "handling it failed",
} as const;
export type EventReason = keyof typeof SENTENCES;
export const EVENT_REASONS = Object.keys(SENTENCES) as EventReason[];

/** What people read in addition to the code. Nothing is decided by it. */
const detailSchema = z.object({
  /** The text of the error, at most 500 characters. */
  message: z.string().optional(),
  /** The admin who dismissed the event after it was given up. */
  dismissedBy: z.string().optional(),
});
export type EventReasonDetail = z.infer<typeof detailSchema>;

const MAX_MESSAGE = 500;

/** An error's text as the detail of a reason. */
export const messageDetail = (message: string): EventReasonDetail => ({
  message: message.slice(0, MAX_MESSAGE),
});

/** What is stored with a reason; nothing when this version cannot read it. */
export const readReasonDetail = (detail: unknown): EventReasonDetail =>
  detailSchema.safeParse(detail).data ?? {};

/** The sentence for a stored reason; null when the event has none. */
export function describeReason(code: EventReason | null, detail: unknown): string | null {
  if (code === null) return null;
  const { message, dismissedBy } = readReasonDetail(detail);
  const sentence = message === undefined ? SENTENCES[code] : `${SENTENCES[code]}: ${message}`;
  return dismissedBy === undefined ? sentence : `dismissed by ${dismissedBy}; ${sentence}`;
}
