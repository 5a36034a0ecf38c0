import type { Charge } from "../objects/stripe-objects.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { integer, object, oneOf, optional, text } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { getCharge } from "./charges.ts";
import { getIntent } from "./payment-intents.ts";
import { refundCharge } from "./refund-charge.ts";

/** The charge to refund, named directly or through its payment intent. */
function chargeOf(work: Work, chargeId: string | undefined, intentId: string | undefined): Charge {
  if (chargeId !== undefined && intentId === undefined) return getCharge(work, chargeId, "charge");
  if (intentId === undefined) {
    throw invalidRequest(
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  }
  const intent = getIntent(work, intentId, "payment_intent");
  const charge = intent.latest_charge ? work.store.charges.get(intent.latest_charge) : undefined;
  if (!charge?.paid) {
    throw refused(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      "resource_missing",
      "payment_intent",
    );
  }
  return charge;
}

const find = (work: Work, id: string) => {
  const refund = work.store.refunds.get(id);
  if (!refund) throw noSuch("refund", id);
  return refund;
};

export const refundEndpoints = [
  endpoint(
    "POST /v1/refunds",
    one("refund"),
    object(
      {
        amount: optional(integer(1)),
        charge: optional(text()),
        metadata: optional(metadata()),
        payment_intent: optional(text()),
        reason: optional(oneOf("duplicate", "fraudulent", "requested_by_customer")),
      },
      ["currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer"],
    ),
    (work, given) =>
      refundCharge(work, chargeOf(work, given.charge, given.payment_intent), {
        amount: given.amount,
        reason: given.reason ?? null,
        metadata: mergeMetadata({}, given.metadata),
      }),
  ),
  endpoint("GET /v1/refunds/:id", one("refund"), object({}), (work, _, id) => find(work, id)),
  endpoint(
    "POST /v1/refunds/:id",
    one("refund"),
    object({ metadata: optional(metadata()) }),
    (work, given, id) => {
      const refund = find(work, id);
      const changed = work.store.refunds.put({
        ...refund,
        metadata: mergeMetadata(refund.metadata ?? {}, given.metadata),
      });
      work.emit("refund.updated", changed, { metadata: refund.metadata });
      work.emit("charge.refund.updated", changed, { metadata: refund.metadata });
      return changed;
    },
  ),
  // Only a refund that waits for the shopper's bank details can be called back, and cards have none of these.
  endpoint("POST /v1/refunds/:id/cancel", one("refund"), object({}), (work, _, id) => {
    const { status } = find(work, id);
    throw refused(
      `You cannot cancel this refund because it has a status of ${status}. Only refunds with a status of requires_action may be canceled.`,
      "refund_not_cancelable",
    );
  }),
  listEndpoint("GET /v1/refunds", "refund", (store) => store.refunds, {
    filters: { charge: optional(text()), payment_intent: optional(text()) },
    indexed: ["charge", "payment_intent"],
  }),
];
