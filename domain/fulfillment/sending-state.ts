import type { DisputeHold } from "../orders/disputes.ts";
import type { FulfillmentState, PaymentState } from "../orders/states.ts";
import { type RefundState, refundableMinor } from "../refunds/refund.ts";

/** sent, delivered and returned (to the sender) are true of the parcel; undone: it never was one. */
export const PARCEL_STATES = ["sent", "delivered", "returned", "undone"] as const;
export type ParcelState = (typeof PARCEL_STATES)[number];

/** For so long sending can be undone, and the shopper's mail about it waits. */
export const UNDO_SECONDS = 30;

/** A line of an order, and the units of it that are in parcels. */
export type SendingLine = {
  id: string;
  quantity: number;
  requiresShipping: boolean;
  parcels: { state: ParcelState; quantity: number }[];
  /** Units that the shopper withdrew from, or that were refunded, before they were sent: they are not sent any more. */
  withdrawn: number;
  /** Units that were sent and refunded then: should they come back, they are not sent again. */
  refunded: number;
};

export type Units = {
  /** With the shopper, or on the way there. */
  sent: number;
  /** Sent and come back: each of them is also left to send, if a person decides so. */
  returned: number;
  left: number;
};

/** Where the units of a line are. Of what is not a thing, such as a download, nothing is left to send. */
export function unitsOf({ quantity, requiresShipping, parcels, withdrawn, refunded }: SendingLine): Units {
  if (!requiresShipping) return { sent: 0, returned: 0, left: 0 };
  const count = (...states: ParcelState[]) =>
    parcels.reduce((sum, parcel) => (states.includes(parcel.state) ? sum + parcel.quantity : sum), 0);
  const sent = count("sent", "delivered");
  const left = Math.max(0, quantity - withdrawn - Math.max(sent, refunded));
  const refundedBack = Math.max(0, refunded - sent);
  return { sent, returned: Math.min(left, Math.max(0, count("returned") - refundedBack)), left };
}

/**
 * The order's fulfillment state, from its parcels and withdrawals. What came back is not waiting to be packed: an admin
 * decides whether it is sent again or refunded. Nothing waits either where all was withdrawn or refunded.
 */
export function fulfillmentStateOf(lines: SendingLine[]): FulfillmentState {
  const things = lines.filter(({ requiresShipping }) => requiresShipping);
  const units = things.map(unitsOf);
  const sum = (of: keyof Units) => units.reduce((total, line) => total + line[of], 0);
  const isOver = things.some(({ withdrawn, refunded }) => withdrawn + refunded > 0);
  if (sum("sent") === 0 && sum("returned") === 0)
    return isOver && sum("left") === 0 ? "returned" : "unfulfilled";
  if (sum("left") === 0) return sum("sent") > 0 ? "fulfilled" : "returned";
  return sum("left") === sum("returned") ? "returned" : "partially_fulfilled";
}

export type SendableOrder = {
  paymentState: PaymentState;
  disputeHold: DisputeHold | null;
  /** Why it needs review. */
  conflict: string | null;
  requiresShipping: boolean;
  capturedMinor: bigint;
  /** Of its own payment. */
  refunds: { amountMinor: bigint; state: RefundState }[];
};

/** What is to be in a parcel: units by the line's id. */
export type ParcelUnits = ReadonlyMap<string, number>;

export type SendingRefusal =
  | "not_paid"
  | "refunded"
  | "dispute_inquiry"
  | "dispute_open"
  | "dispute_lost"
  | "review"
  | "nothing_to_send"
  | "empty"
  | "too_many";

/** Why nothing of the order can be sent now; null when what is left can. */
export function whyNotSent(order: SendableOrder): SendingRefusal | null {
  const { paymentState, disputeHold, conflict, capturedMinor, refunds } = order;
  if (!order.requiresShipping) return "nothing_to_send";
  // A refund that is only asked for counts: its money is as good as gone.
  const isRefunded = capturedMinor > 0n && refundableMinor(capturedMinor, refunds) === 0n;
  if (paymentState === "refunded" || isRefunded) return "refunded";
  if (paymentState !== "paid" && paymentState !== "partially_refunded") return "not_paid";
  if (disputeHold !== null) return `dispute_${disputeHold}`;
  return conflict === null ? null : "review";
}

/** Why these units cannot be sent: of each line at most what is left of it. */
export function refuseSending(
  order: SendableOrder,
  lines: SendingLine[],
  units: ParcelUnits,
): SendingRefusal | null {
  const refusal = whyNotSent(order);
  if (refusal) return refusal;
  if (lines.every((line) => unitsOf(line).left === 0)) return "nothing_to_send";
  const asked = [...units].filter(([, count]) => count !== 0);
  if (asked.length === 0) return "empty";
  const leftOf = new Map(lines.map((line) => [line.id, unitsOf(line).left]));
  const isRight = asked.every(
    ([id, count]) => Number.isInteger(count) && count > 0 && count <= (leftOf.get(id) ?? 0),
  );
  return isRight ? null : "too_many";
}

type Parcel = { state: ParcelState; sentAt: Date; toldAt: Date | null };

/** Until when sending can be undone; null when it cannot any more. */
export function undoableUntil({ state, sentAt, toldAt }: Parcel, now: Date): Date | null {
  const until = new Date(sentAt.getTime() + UNDO_SECONDS * 1_000);
  return state === "sent" && toldAt === null && now < until ? until : null;
}
