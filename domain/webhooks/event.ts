/** What an event says about whom it concerns; nothing else in it is used. */
export type EventRef =
  /** `unreadable`: a type that the shop needs, in a form that this version cannot read: an admin must look. */
  | { kind: "ignore"; reason: "unused_type" | "other_mode" | "other_app" | "unreadable" }
  | {
      kind: "order";
      /** From our own metadata; null when the object carries none. */
      orderId: string | null;
      sessionId: string | null;
      paymentIntentId: string | null;
      /** A thin event names its object and tells nothing of it: whose it is must be looked up. */
      thinObjectId: string | null;
    };

/** The events that can change an order. All others are stored and ignored. */
export const EVENT_TYPES = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "payment_intent.processing",
  "payment_intent.canceled",
  "payment_intent.amount_capturable_updated",
  "charge.captured",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
] as const;

const KNOWN: ReadonlySet<string> = new Set(EVENT_TYPES);

type StoredEvent = { type: string; livemode: boolean | undefined; payload: unknown };

/**
 * Which order does an event concern? Parsed, never cast: an event of another
 * API version, or of another application on the same account, must not break anything.
 * @param orderOf tells our own order's id from an object's metadata
 */
export function readEventRef(
  event: StoredEvent,
  isLive: boolean,
  orderOf: (metadata: unknown) => string | null,
): EventRef {
  // Thin events call the same things "v1.checkout.session.completed" and so on.
  const type = event.type.replace(/^v1\./, "");
  if (!KNOWN.has(type)) return { kind: "ignore", reason: "unused_type" };
  if (event.livemode !== undefined && event.livemode !== isLive)
    return { kind: "ignore", reason: "other_mode" };
  const payload = record(event.payload);
  const object = record(record(payload?.data)?.object);
  const id = text(object?.id) ?? text(record(payload?.related_object)?.id);
  if (id === null) return { kind: "ignore", reason: "unreadable" };
  const isSession = type.startsWith("checkout.session.");
  const isIntent = type.startsWith("payment_intent.");
  const sessionId = isSession ? id : null;
  if (object === null)
    return {
      kind: "order",
      orderId: null,
      sessionId,
      paymentIntentId: isIntent ? id : null,
      thinObjectId: id,
    };
  const orderId = orderOf(object.metadata);
  const paymentIntentId = isIntent ? id : text(object.payment_intent);
  // A session without our metadata belongs to another application, whatever its client_reference_id looks like.
  if (orderId === null && (isSession || paymentIntentId === null))
    return { kind: "ignore", reason: "other_app" };
  return { kind: "order", orderId, sessionId, paymentIntentId, thinObjectId: null };
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

const text = (value: unknown): string | null => {
  if (typeof value === "string" && value !== "") return value;
  const id = record(value)?.id;
  return typeof id === "string" ? id : null;
};
