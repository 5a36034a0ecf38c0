import "server-only";
import type { Actor, OrderEvent } from "@/domain/orders/history";
import type { Sql } from "../../platform/db";

/** Who or what caused a change, and its reference: an event's type and id, an admin's name. */
export type Cause = { cause: Actor; causeRef?: string };

/** Writes what happened to an order and who caused it, in the transaction that did it. */
export async function recordOrderEvent(
  sql: Sql,
  orderId: string,
  by: Cause,
  event: OrderEvent,
): Promise<void> {
  const isMove = event.kind === "payment_moved";
  await sql.query({
    name: "record-order-event",
    text: `INSERT INTO order_events (order_id, kind, from_state, to_state, data, actor_kind, actor_ref)
           VALUES ($1, $2, $3::"PaymentState", $4::"PaymentState", $5::jsonb, $6, $7)`,
    values: [
      orderId,
      event.kind,
      isMove ? event.from : null,
      isMove ? event.to : null,
      JSON.stringify(event.data, (_, value) => (typeof value === "bigint" ? String(value) : value)),
      by.cause,
      by.causeRef ?? null,
    ],
  });
}
