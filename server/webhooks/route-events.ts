import "server-only";
import { type EventRef, readEventRef } from "@/domain/webhooks/event";
import { db } from "../platform/db";
import { env } from "../platform/env";
import { orderOfMetadata } from "../stripe/facts";
import { readPaymentFacts } from "../stripe/payment-facts";
import type { ClaimedEvent, Verdict } from "./claim-events";

/** An event and the order that it concerns. */
export type EventOfOrder = {
  event: ClaimedEvent;
  orderId: string;
  sessionId: string | null;
  paymentIntentId: string | null;
};

type Routed = { event: ClaimedEvent; ref: EventRef };

/**
 * Finds the order of each event. Events without our metadata are found by the Stripe objects that they name.
 * An event whose order cannot be found out fails alone.
 * @param failed makes the verdict for such an event
 */
export async function routeEvents(
  events: ClaimedEvent[],
  failed: (event: ClaimedEvent, error: unknown) => Verdict,
): Promise<{ ofOrders: EventOfOrder[]; decided: Verdict[] }> {
  const refs = events.map((event) => ({ event, ref: readEventRef(event, env().isLive, orderOfMetadata) }));
  const ordersByObject = await findOrders(refs.flatMap(({ ref }) => objectsOf(ref)));
  const ofOrders: EventOfOrder[] = [];
  const decided: Verdict[] = [];
  for (const { event, ref } of refs) {
    try {
      const orderId = await orderOf(ref, ordersByObject);
      if (ref.kind === "order" && orderId) ofOrders.push({ ...ref, event, orderId });
      else decided.push(verdictWithoutOrder({ event, ref }));
    } catch (error) {
      decided.push(failed(event, error));
    }
  }
  return { ofOrders, decided };
}

function objectsOf(ref: EventRef): string[] {
  if (ref.kind !== "order" || ref.orderId !== null) return [];
  return [ref.paymentIntentId, ref.thinObjectId].flatMap((id) => id ?? []);
}

async function orderOf(ref: EventRef, ordersByObject: Map<string, string>): Promise<string | null> {
  if (ref.kind === "ignore") return null;
  if (ref.orderId !== null) return ref.orderId;
  const known = objectsOf(ref).flatMap((id) => ordersByObject.get(id) ?? [])[0];
  if (known !== undefined) return known;
  // A thin event may come before the order has stored its session; the session's metadata names the order.
  if (ref.thinObjectId === null || ref.sessionId === null) return null;
  return (await readPaymentFacts(ref.sessionId, false)).orderId;
}

/** An event of a needed type that cannot be read is given up, not ignored: an admin and an update can save it. */
function verdictWithoutOrder({ event, ref }: Routed): Verdict {
  const reason = ref.kind === "ignore" ? ref.reason : "other_app";
  const state = reason === "unreadable" ? "dead" : "ignored";
  return { event, state, reason, detail: null, orderId: null };
}

/** The orders that Stripe objects belong to, by the objects' ids. */
async function findOrders(objectIds: string[]): Promise<Map<string, string>> {
  if (objectIds.length === 0) return new Map();
  // By hand: one statement for the whole batch in place of six.
  const rows = await db().$queryRaw<{ object: string; id: string }[]>`
    SELECT stripe_payment_intent_id AS object, id FROM orders WHERE stripe_payment_intent_id = ANY (${objectIds})
    UNION ALL SELECT stripe_session_id, id FROM orders WHERE stripe_session_id = ANY (${objectIds})
    UNION ALL SELECT stripe_charge_id, id FROM orders WHERE stripe_charge_id = ANY (${objectIds})
    UNION ALL SELECT stripe_payment_intent_id, order_id FROM refunds WHERE stripe_payment_intent_id = ANY (${objectIds})
    UNION ALL SELECT stripe_refund_id, order_id FROM refunds WHERE stripe_refund_id = ANY (${objectIds})
    UNION ALL SELECT stripe_dispute_id, order_id FROM disputes WHERE stripe_dispute_id = ANY (${objectIds})`;
  return new Map(rows.map(({ object, id }) => [object, id]));
}
