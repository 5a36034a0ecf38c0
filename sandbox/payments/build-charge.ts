import { newId } from "../objects/ids.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";

/** How an attempt to take the money went, and what the charge shows of the means it was tried with. */
export interface Attempt {
  status: "succeeded" | "pending" | "failed";
  captured: boolean;
  failure: { code: string; message: string } | null;
  details: Charge["payment_method_details"];
  outcome: Charge["outcome"];
}

/** The charge that one attempt to pay leaves behind, declined or not. */
export function buildCharge(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  attempt: Attempt,
): Charge {
  const { failure } = attempt;
  const id = newId("charge");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: attempt.captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LATCHKEY SANDBOX",
    captured: attempt.captured,
    created: work.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: attempt.outcome,
    paid: attempt.status === "succeeded",
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: attempt.details,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: failure ? null : `${work.publicOrigin}/_sandbox/objects/${id}`,
    refunded: false,
    review: intent.review,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: attempt.status,
    transfer_data: null,
    transfer_group: null,
  };
}
