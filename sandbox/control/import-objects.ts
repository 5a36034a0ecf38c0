import { z } from "zod";
import type { Charge, CheckoutSession, Dispute, PaymentIntent, Refund } from "../objects/stripe-objects.ts";
import type { Store } from "../store/store.ts";

const MAX_ROWS = 5_000;
const rows = z
  .array(z.looseObject({ id: z.string().min(1), created: z.number().int() }))
  .max(MAX_ROWS)
  .default([]);

export const importBody = z.strictObject({
  sessions: rows,
  payment_intents: rows,
  charges: rows,
  refunds: rows,
  disputes: rows,
});

/**
 * Puts objects as they are, without events or webhooks: a history of thousands of payments in a second, and states
 * that no call leads to. The caller copies real answers of the sandbox, so the shapes are right.
 */
export function importObjects(store: Store, body: z.infer<typeof importBody>): number {
  return store.transaction(() => {
    for (const row of body.sessions) store.sessions.put(row as unknown as CheckoutSession);
    for (const row of body.payment_intents) store.paymentIntents.put(row as unknown as PaymentIntent);
    for (const row of body.charges) store.charges.put(row as unknown as Charge);
    for (const row of body.refunds) store.refunds.put(row as unknown as Refund);
    for (const row of body.disputes) store.disputes.put(row as unknown as Dispute);
    return Object.values(body).reduce((count, list) => count + list.length, 0);
  });
}
