import { typesFor } from "../customers/method-types.ts";
import { newId } from "../objects/ids.ts";
import type { PaymentIntent } from "../objects/stripe-objects.ts";
import { checkAmount } from "../protocol/check-amount.ts";
import type { Work } from "../work/work.ts";

export interface IntentInput {
  amount: number;
  currency: string;
  customer?: string | null;
  captureMethod: PaymentIntent["capture_method"];
  description: string | null;
  metadata: Record<string, string>;
  receiptEmail: string | null;
  setupFutureUsage: PaymentIntent["setup_future_usage"];
  shipping: PaymentIntent["shipping"];
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  confirmationMethod?: PaymentIntent["confirmation_method"];
  threeDSecure?: "any" | "automatic" | "challenge";
  /** The method that is to be confirmed later. */
  paymentMethod?: string | null;
  /** Null: whatever suits the currency. */
  allowedTypes: string[] | null;
}

/** What an intent says of cards while nothing was requested. */
export const cardOptions = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: "automatic",
};

/** Stores a payment intent nobody has paid yet, and says so. */
export function createIntent(work: Work, input: IntentInput): PaymentIntent {
  checkAmount(input.amount, input.currency, "amount");
  const types = typesFor({
    currency: input.currency,
    allowed: input.allowedTypes,
    isManual: input.captureMethod === "manual",
  });
  const id = newId("payment_intent");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: input.allowedTypes,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods:
      input.allowedTypes === null ? { enabled: true, allow_redirects: "always" } : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod,
    client_secret: `${id}_secret_${newId("secret")}`,
    confirmation_method: input.confirmationMethod ?? "automatic",
    created: work.now,
    currency: input.currency,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { ...cardOptions, request_three_d_secure: input.threeDSecure ?? "automatic" },
    },
    payment_method_types: types,
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail,
    review: null,
    setup_future_usage: input.setupFutureUsage,
    shipping: input.shipping,
    source: null,
    statement_descriptor: input.statementDescriptor,
    statement_descriptor_suffix: input.statementDescriptorSuffix,
    status: input.paymentMethod ? "requires_confirmation" : "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  work.store.paymentIntents.put(intent);
  work.emit("payment_intent.created", intent);
  return intent;
}
