import "server-only";
import type { Actor, OrderEvent } from "@/domain/orders/history";
import type { Tx } from "../../platform/db";

/** Who or what caused a change, and its reference: a webhook event's type and id, an admin's name. */
export type Cause = { cause: Actor; causeRef?: string };

/** Writes what happened to an order and who caused it, in the transaction that did it. */
export async function recordOrderEvent(tx: Tx, orderId: string, by: Cause, event: OrderEvent): Promise<void> {
  const isMove = event.kind === "payment_moved";
  await tx.orderEvent.create({
    select: { id: true },
    data: {
      orderId,
      kind: event.kind,
      fromState: isMove ? event.from : null,
      toState: isMove ? event.to : null,
      // JSON has no bigint: amounts are stored as text.
      data: JSON.parse(
        JSON.stringify(event.data, (_, value) => (typeof value === "bigint" ? String(value) : value)),
      ),
      actorKind: by.cause,
      actorRef: by.causeRef ?? null,
    },
  });
}
