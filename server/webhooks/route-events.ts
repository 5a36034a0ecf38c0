import "server-only";
import { type EventRef, readEventRef } from "@/domain/webhooks/event";
import { pool } from "../platform/db";
import { env } from "../platform/env";
import { orderOfMetadata } from "../stripe/facts";
import { readPaymentFacts } from "../stripe/payment-facts";
import type { ClaimedEvent, Verdict } from "./claim-events";

/** An event with the order to reconcile for it. */
export type EventOfOrder = {
  event: ClaimedEvent;
  orderId: string;
  sessionId: string | null;
  paymentIntentId: string | null;
};

type Routed = { event: ClaimedEvent; ref: EventRef };

/**
 * Which order does each event trigger for? Those without our metadata are found by what they are about.
 * An event that cannot be sorted out fails alone.
 * @param failed what to make of an event that could not be sorted out
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
      else decided.push(leftAlone({ event, ref }));
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
  // A thin event may come before the order knows its session; the session itself says whose it is.
  if (ref.thinObjectId === null || ref.sessionId === null) return null;
  return (await readPaymentFacts(ref.sessionId, false)).orderId;
}

/** A form that we cannot read is no reason to lose an event that matters: it waits for a person, and an update. */
function leftAlone({ event, ref }: Routed): Verdict {
  const reason = ref.kind === "ignore" ? ref.reason : "other_app";
  const state = reason === "unreadable" ? "dead" : "ignored";
  return { event, state, reason, detail: null, orderId: null };
}

/** The orders that Stripe's objects belong to, by the objects' ids. */
async function findOrders(objectIds: string[]): Promise<Map<string, string>> {
  if (objectIds.length === 0) return new Map();
  const { rows } = await pool().query<{ object: string; id: string }>(
    `SELECT stripe_payment_intent_id AS object, id FROM orders WHERE stripe_payment_intent_id = ANY ($1)
      UNION ALL SELECT stripe_session_id, id FROM orders WHERE stripe_session_id = ANY ($1)
      UNION ALL SELECT stripe_charge_id, id FROM orders WHERE stripe_charge_id = ANY ($1)
      UNION ALL SELECT stripe_payment_intent_id, order_id FROM refunds WHERE stripe_payment_intent_id = ANY ($1)
      UNION ALL SELECT stripe_refund_id, order_id FROM refunds WHERE stripe_refund_id = ANY ($1)
      UNION ALL SELECT stripe_dispute_id, order_id FROM disputes WHERE stripe_dispute_id = ANY ($1)`,
    [objectIds],
  );
  return new Map(rows.map(({ object, id }) => [object, id]));
}
