import { postCharge } from "../balance/post-balance.ts";
import { getCustomer } from "../customers/customers.ts";
import { resolvePaymentMethod } from "../customers/get-method.ts";
import type { PaymentIntent } from "../objects/stripe-objects.ts";
import { checkAmount } from "../protocol/check-amount.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { object, oneOf, optional, orElse, type Read, text } from "../protocol/params.ts";
import type { PostalAddress } from "../store/rows.ts";
import type { Work } from "../work/work.ts";
import { cardOptions, createIntent } from "./build-intent.ts";
import { cancelIntent } from "./cancel-intent.ts";
import { captureIntent } from "./capture-intent.ts";
import { confirmIntent } from "./confirm-intent.ts";
import { captureParams, confirmParams, createParams, updateParams } from "./payment-intent-params.ts";

const answer = one("payment_intent");

export function getIntent(work: Work, id: string, param = "intent"): PaymentIntent {
  const intent = work.store.paymentIntents.get(id);
  if (!intent) throw noSuch("payment_intent", id, param);
  return intent;
}

const create = endpoint("POST /v1/payment_intents", answer, createParams, (work, given) => {
  const isForLater = !given.confirm && given.payment_method !== undefined;
  const intent = createIntent(work, {
    paymentMethod: isForLater ? resolvePaymentMethod(work, given.payment_method ?? "").id : null,
    amount: given.amount,
    currency: given.currency,
    customer: given.customer === undefined ? null : getCustomer(work, given.customer).id,
    captureMethod: given.capture_method ?? "automatic_async",
    description: given.description ?? null,
    metadata: mergeMetadata({}, given.metadata),
    receiptEmail: given.receipt_email ?? null,
    setupFutureUsage: given.setup_future_usage ?? null,
    shipping: given.shipping ? asShipping(given.shipping) : null,
    statementDescriptor: given.statement_descriptor ?? null,
    statementDescriptorSuffix: given.statement_descriptor_suffix ?? null,
    ...(given.confirmation_method ? { confirmationMethod: given.confirmation_method } : {}),
    threeDSecure: given.payment_method_options?.card?.request_three_d_secure ?? "automatic",
    allowedTypes: given.allowed_payment_method_types ?? null,
  });
  return given.confirm ? confirm(work, intent, given) : intent;
});

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

type Confirmation = Pick<
  Read<typeof confirmParams>,
  "off_session" | "payment_method" | "payment_method_options" | "receipt_email" | "return_url" | "shipping"
>;

function confirm(work: Work, intent: PaymentIntent, given: Confirmation): PaymentIntent {
  if (!CONFIRMABLE.includes(intent.status)) {
    const message =
      intent.status === "succeeded"
        ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`;
    throw refused(message, "payment_intent_unexpected_state", undefined, { payment_intent: intent });
  }
  if (work.store.sessions.all("payment_intent", intent.id).length > 0) {
    throw refused(
      "You cannot perform this action on PaymentIntents created by Checkout.",
      "payment_intent_unexpected_state",
    );
  }
  const chosen = given.payment_method ?? intent.payment_method;
  if (!chosen) {
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      undefined,
      "payment_intent_unexpected_state",
    );
  }
  const { payment_method_options, receipt_email, shipping } = given;
  const confirmed = confirmIntent(
    work,
    withChanges(work, intent, { payment_method_options, receipt_email, shipping }),
    resolvePaymentMethod(work, chosen),
    given.off_session ? "cannot_be_asked" : "not_asked",
    given.return_url ?? null,
  );
  if (confirmed.status === "succeeded") postCharge(work, confirmed.latest_charge ?? "");
  return confirmed;
}

type Changes = Partial<Read<typeof updateParams>>;

/** The intent with what was given over what it had: on an update, and on the way to a confirmation. */
function withChanges(work: Work, intent: PaymentIntent, given: Changes): PaymentIntent {
  const requested = given.payment_method_options?.card?.request_three_d_secure;
  const options = intent.payment_method_options;
  return {
    ...intent,
    customer: given.customer === undefined ? intent.customer : getCustomer(work, given.customer).id,
    description: orElse(given.description, intent.description),
    metadata: mergeMetadata(intent.metadata, given.metadata),
    payment_method_options: requested
      ? { ...options, card: { ...cardOptions, ...options?.card, request_three_d_secure: requested } }
      : options,
    receipt_email: orElse(given.receipt_email, intent.receipt_email),
    setup_future_usage: given.setup_future_usage ?? intent.setup_future_usage,
    shipping: given.shipping ? asShipping(given.shipping) : intent.shipping,
    statement_descriptor: given.statement_descriptor ?? intent.statement_descriptor,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? intent.statement_descriptor_suffix,
  };
}

/** An amount can change until it was asked for; an intent that gets a method then waits for its confirmation. */
const update = endpoint("POST /v1/payment_intents/:id", answer, updateParams, (work, given, id) => {
  const intent = getIntent(work, id);
  const { amount = intent.amount, payment_method: methodId } = given;
  if (given.amount !== undefined || methodId !== undefined) {
    const what = given.amount !== undefined ? "amount" : "payment_method";
    if (!CONFIRMABLE.includes(intent.status)) {
      throw refused(
        `This PaymentIntent's ${what} could not be updated because it has a status of ${intent.status}. You may only update the ${what} of a PaymentIntent with one of the following statuses: ${CONFIRMABLE.join(", ")}.`,
        "payment_intent_unexpected_state",
        undefined,
        { payment_intent: intent },
      );
    }
    if (given.amount !== undefined) checkAmount(amount, intent.currency, "amount");
  }
  const method = methodId === undefined ? null : resolvePaymentMethod(work, methodId);
  return work.store.paymentIntents.put({
    ...withChanges(work, intent, given),
    amount,
    ...(method ? { payment_method: method.id, next_action: null, status: "requires_confirmation" } : {}),
  });
});

export const asShipping = (given: {
  name: string;
  address: PostalAddress;
  phone?: string | null | undefined;
}): NonNullable<PaymentIntent["shipping"]> => ({
  address: given.address,
  carrier: null,
  name: given.name,
  phone: given.phone ?? null,
  tracking_number: null,
});

export const paymentIntentEndpoints = [
  create,
  update,
  endpoint(
    "GET /v1/payment_intents/:id",
    answer,
    object({ client_secret: optional(text()) }),
    (work, _, id) => getIntent(work, id),
  ),
  endpoint("POST /v1/payment_intents/:id/confirm", answer, confirmParams, (work, given, id) =>
    confirm(work, getIntent(work, id), given),
  ),
  endpoint("POST /v1/payment_intents/:id/capture", answer, captureParams, (work, given, id) => {
    const intent = getIntent(work, id);
    const metadata = mergeMetadata(intent.metadata, given.metadata);
    return captureIntent(work, { ...intent, metadata }, given.amount_to_capture);
  }),
  endpoint(
    "POST /v1/payment_intents/:id/cancel",
    answer,
    object({
      cancellation_reason: optional(oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer")),
    }),
    (work, given, id) => {
      const intent = getIntent(work, id);
      if (work.store.sessions.all("payment_intent", id)[0]?.status === "open") {
        throw refused(
          "You cannot cancel a PaymentIntent that belongs to an open Checkout Session; expire the Checkout Session instead.",
          "payment_intent_unexpected_state",
        );
      }
      return cancelIntent(work, intent, given.cancellation_reason ?? null);
    },
  ),
  listEndpoint("GET /v1/payment_intents", "payment_intent", (store) => store.paymentIntents, {
    filters: { customer: optional(text()) },
    indexed: ["customer"],
  }),
];
