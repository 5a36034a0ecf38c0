import "server-only";
import { type Doorbell, readDoorbell } from "@/domain/webhooks/event";
import { pool } from "../platform/db";
import { env } from "../platform/env";
import { orderOfMetadata, readPaymentFacts } from "../stripe/payment-facts";
import type { ClaimedEvent, Verdict } from "./claim-events";

/** An event with the order to settle for it. */
export type Ring = {
  event: ClaimedEvent;
  orderId: string;
  sessionId: string | null;
  paymentIntentId: string | null;
};

type Bell = { event: ClaimedEvent; bell: Doorbell };

/**
 * Which order does each event ring for? Those without our metadata are found by what they are about.
 * An event that cannot be sorted out fails alone.
 * @param failed what to make of an event that could not be sorted out
 */
export async function sortEvents(
  events: ClaimedEvent[],
  failed: (event: ClaimedEvent, error: unknown) => Verdict,
): Promise<{ rings: Ring[]; decided: Verdict[] }> {
  const bells = events.map((event) => ({ event, bell: readDoorbell(event, env().isLive, orderOfMetadata) }));
  const ordersByObject = await findOrders(bells.flatMap(({ bell }) => objectsOf(bell)));
  const rings: Ring[] = [];
  const decided: Verdict[] = [];
  for (const { event, bell } of bells) {
    try {
      const orderId = await orderOf(bell, ordersByObject);
      if (bell.kind === "ring" && orderId) rings.push({ ...bell, event, orderId });
      else decided.push(leftAlone({ event, bell }));
    } catch (error) {
      decided.push(failed(event, error));
    }
  }
  return { rings, decided };
}

function objectsOf(bell: Doorbell): string[] {
  if (bell.kind !== "ring" || bell.orderId !== null) return [];
  return [bell.paymentIntentId, bell.thinObjectId].flatMap((id) => id ?? []);
}

async function orderOf(bell: Doorbell, ordersByObject: Map<string, string>): Promise<string | null> {
  if (bell.kind === "ignore") return null;
  if (bell.orderId !== null) return bell.orderId;
  const known = objectsOf(bell).flatMap((id) => ordersByObject.get(id) ?? [])[0];
  if (known !== undefined) return known;
  // A thin event may come before the order knows its session; the session itself says whose it is.
  if (bell.thinObjectId === null || bell.sessionId === null) return null;
  return (await readPaymentFacts(bell.sessionId, false)).orderId;
}

/** A form that we cannot read is no reason to lose an event that matters: it waits for a person, and an update. */
function leftAlone({ event, bell }: Bell): Verdict {
  const reason = bell.kind === "ignore" ? bell.reason : "foreign";
  return { event, state: reason === "shape" ? "dead" : "ignored", reason, orderId: null };
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
