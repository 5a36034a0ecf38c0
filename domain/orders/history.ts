import { z } from "zod";
import { DOCUMENT_KINDS } from "../documents/document.ts";
import { ADDRESS_FIELDS } from "../fulfillment/corrected-address.ts";
import { REFUND_STATES } from "../refunds/refund.ts";
import { PAYMENT_STATES } from "./states.ts";

/** Who or what made a change. */
export const ACTORS = ["shopper", "event", "return_page", "sweep", "admin"] as const;
export type Actor = (typeof ACTORS)[number];

/** Why an order needs review. */
export const REVIEW_REASONS = [
  "mode",
  "currency",
  "amount",
  "another_payment",
  "another_order",
  "paid_without_stock",
  "refund_failed",
  "refund_refused",
  "dispute_inquiry",
  "dispute_open",
  "dispute_lost",
  "by_hand",
  "address_differs",
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** They ask a person to look at an order whose records are right; any other reason takes their place. */
export const LOOK_REASONS: readonly string[] = ["by_hand", "address_differs"] satisfies ReviewReason[];

const state = z.enum(PAYMENT_STATES);
/** Minor units; JSON has no bigint, so they are stored as text. */
const amountMinor = z.coerce.bigint();
/** Orders placed before the history held facts do not have every one of them. */
const recentAmount = { amountMinor: amountMinor.optional(), currency: z.string().optional() };

const parcel = { parcelId: z.string() };
const returned = { returnId: z.string() };
const tracking = { carrier: z.string().nullable(), trackingNumbers: z.array(z.string()) };

const event = <Kind extends string, Data extends z.ZodRawShape>(kind: Kind, data: Data) =>
  z.object({ kind: z.literal(kind), data: z.object(data) });

/**
 * The closed list of what can happen to an order, with the facts that each kind holds. A new kind needs a migration
 * (the table checks the list) and a message under admin.history.event.
 */
const ORDER_EVENT = z.discriminatedUnion("kind", [
  event("checkout_started", {}),
  event("payment_attempt_failed", {
    ...recentAmount,
    failure: z.enum(["declined", "authentication"]),
    /** Stripe's code for the bank's reason. */
    code: z.string().nullable(),
  }),
  /** Made from what Stripe has, after the records were lost. */
  event("rebuilt", {
    /** The records have fewer units than it was sold. */
    isStockShort: z.boolean(),
  }),
  z.object({
    kind: z.literal("payment_moved"),
    from: state,
    to: state,
    data: z.object({
      reason: z
        .enum([
          "page_refused",
          "page_never_opened",
          "not_confirmed",
          "free",
          "abandoned",
          "declined",
          "by_admin",
        ])
        .optional(),
      /** What was charged, and how; rows of before other methods were kept have a card. */
      ...recentAmount,
      method: z
        .object({ type: z.string(), brand: z.string().nullable(), last4: z.string().nullable() })
        .nullish(),
      card: z.object({ brand: z.string(), last4: z.string() }).nullish(),
    }),
  }),
  /** The money came after the order had ended, and its stock was still there. */
  event("revived", {}),
  event("flagged", {
    /** Rows of older versions may hold a reason that is no longer given. */
    reason: z.string(),
    /** Why an admin flagged it by hand, in words. */
    note: z.string().optional(),
    /** What Stripe said where it contradicts the order. */
    found: z
      .object({
        stripeSessionId: z.string(),
        stripePaymentIntentId: z.string().nullable(),
        orderId: z.string().nullable(),
        livemode: z.boolean(),
        totalMinor: amountMinor,
        currency: z.string(),
      })
      .optional(),
  }),
  event("review_dismissed", { reason: z.string() }),
  event("refund_requested", {
    ...recentAmount,
    /** How many units it is for, and whether they were put into stock; neither where it is an amount. */
    units: z.number().optional(),
    restocked: z.boolean().optional(),
  }),
  event("automatic_refund_requested", {
    ...recentAmount,
    reason: z.enum(["duplicate_payment", "late_payment", "no_stock"]),
    stripePaymentIntentId: z.string().optional(),
    /** How long stock was looked for. */
    hours: z.number().optional(),
  }),
  event("refund_refused", { ...recentAmount, failureCode: z.string().nullish() }),
  event("refund_changed", {
    ...recentAmount,
    stripeRefundId: z.string(),
    state: z.enum(REFUND_STATES),
    ofDuplicatePayment: z.boolean(),
    failureCode: z.string().nullish(),
  }),
  event("dispute_changed", { ...recentAmount, stripeDisputeId: z.string(), state: z.string() }),
  event("stock_allocated", {}),
  event("stock_released", {}),
  /** Counted afterwards; or not counted, because none was left when the money came. */
  event("discount_used", { isCounted: z.boolean() }),
  event("discount_released", {}),
  event("document_issued", { document: z.enum(DOCUMENT_KINDS), number: z.string() }),
  event("restocked", {}),
  event("parcel_sent", { ...parcel, ...tracking, units: z.number() }),
  event("sending_undone", parcel),
  event("parcel_delivered", parcel),
  event("parcel_returned", parcel),
  event("tracking_corrected", { ...parcel, ...tracking }),
  event("restock_undone", {}),
  event("address_corrected", { fields: z.array(z.enum(ADDRESS_FIELDS)) }),
  event("address_restored", {}),
  event("return_requested", { ...returned, withdrawal: z.boolean(), units: z.number() }),
  event("return_received", { ...returned, restocked: z.number() }),
  event("return_reception_undone", { ...returned, restocked: z.number() }),
  event("return_refused", { ...returned, reason: z.string() }),
  event("return_canceled", returned),
  /** Ended without a refund of its own. */
  event("return_closed", returned),
  event("webhook_event_retried", { eventId: z.string(), type: z.string() }),
  event("webhook_event_ignored", { eventId: z.string(), type: z.string() }),
  /** What a person noted; a line of an older version that is none of the above has no writer, and is shown as it is. */
  event("note", { text: z.string(), requestId: z.string().optional(), writerId: z.string().optional() }),
  /** The writer has taken the note of that line back. */
  event("note_removed", { noteId: z.string() }),
]);
export type OrderEvent = z.output<typeof ORDER_EVENT>;

type HasEvent = { event: OrderEvent | { kind: "webhook_event" } };

/**
 * What an admin flagged the order for by hand and nobody has marked as reviewed, whatever else it was flagged for since;
 * null when there is none.
 * @param history the oldest first
 */
export function openHandFlag<Entry extends HasEvent>(
  history: Entry[],
): { entry: Entry; note: string } | null {
  let open: { entry: Entry; note: string } | null = null;
  for (const entry of history) {
    const { event } = entry;
    if (event.kind === "flagged" && event.data.reason === "by_hand")
      open = { entry, note: event.data.note ?? "" };
    if (event.kind === "review_dismissed" && event.data.reason === "by_hand") open = null;
  }
  return open;
}

export type OrderEventRow = {
  kind: string;
  fromState: string | null;
  toState: string | null;
  data: unknown;
};

/** Reads a row of the history. One that a newer version wrote becomes a note of its kind: the page must open. */
export function parseOrderEvent({ kind, fromState, toState, data }: OrderEventRow): OrderEvent {
  const parsed = ORDER_EVENT.safeParse({ kind, from: fromState, to: toState, data });
  return parsed.success ? parsed.data : { kind: "note", data: { text: kind } };
}
