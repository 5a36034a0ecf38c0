import type Stripe from "stripe";
import { methodTypes } from "../customers/method-types.ts";
import { optionalShipping } from "../protocol/address.ts";
import { metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  boolean,
  currency,
  email,
  integer,
  object,
  oneOf,
  optional,
  type Read,
  requiredObject,
  text,
  timestamp,
  unsettable,
  url,
} from "../protocol/params.ts";

/** How a card is to be asked for 3-D Secure. */
const methodOptions = optional(
  object(
    {
      card: optional(
        object({ request_three_d_secure: optional(oneOf("any", "automatic", "challenge")) }, [
          "capture_method",
          "cvc_token",
          "installments",
          "mandate_options",
          "moto",
          "network",
          "request_extended_authorization",
          "request_incremental_authorization",
          "request_multicapture",
          "request_overcapture",
          "require_cvc_recollection",
          "setup_future_usage",
          "statement_descriptor_suffix_kana",
          "statement_descriptor_suffix_kanji",
          "three_d_secure",
        ]),
      ),
    },
    ["sepa_debit", "us_bank_account"],
  ),
);

const details = {
  customer: optional(text()),
  description: unsettable(text(1000)),
  metadata: optional(metadata()),
  receipt_email: unsettable(email()),
  setup_future_usage: optional(oneOf("off_session", "on_session")),
  shipping: optionalShipping,
  statement_descriptor: optional(text(22)),
  statement_descriptor_suffix: optional(text(22)),
  payment_method: optional(text()),
  payment_method_options: methodOptions,
};
/** That the shopper agreed to be debited: taken, and nothing comes of it here. */
const mandateData = optional(
  requiredObject({
    customer_acceptance: requiredObject({
      accepted_at: optional(timestamp()),
      offline: optional(object({})),
      online: optional(object({ ip_address: optional(text()), user_agent: optional(text()) })),
      type: oneOf("offline", "online"),
    }),
  }),
);
const NOT_YET = [
  "application_fee_amount",
  "mandate",
  "on_behalf_of",
  "payment_method_configuration",
  "payment_method_data",
  "transfer_data",
  "transfer_group",
];

export const createParams = object(
  {
    ...details,
    amount: integer(1),
    currency: currency(),
    automatic_payment_methods: optional(
      requiredObject({ enabled: boolean(), allow_redirects: optional(oneOf("always", "never")) }),
    ),
    capture_method: optional(oneOf("automatic", "automatic_async", "manual")),
    confirm: optional(boolean()),
    confirmation_method: optional(oneOf("automatic", "manual")),
    mandate_data: mandateData,
    off_session: optional(boolean()),
    allowed_payment_method_types: optional(methodTypes()),
    return_url: optional(url()),
  },
  NOT_YET,
);

export const updateParams = object({ ...details, amount: optional(integer(1)) }, [
  ...NOT_YET,
  "currency",
  "capture_method",
]);

export const confirmParams = object(
  {
    payment_method: optional(text()),
    payment_method_options: methodOptions,
    mandate_data: mandateData,
    return_url: optional(url()),
    off_session: optional(boolean()),
    receipt_email: unsettable(email()),
    shipping: optionalShipping,
  },
  NOT_YET,
);

export const captureParams = object(
  {
    amount_to_capture: optional(integer(1)),
    final_capture: optional(boolean()),
    metadata: optional(metadata()),
  },
  NOT_YET,
);

// Do not compile when a parameter above is none of Stripe's.
true satisfies AreStripes<Read<typeof createParams>, Stripe.PaymentIntentCreateParams>;
true satisfies AreStripes<Read<typeof updateParams>, Stripe.PaymentIntentUpdateParams>;
true satisfies AreStripes<Read<typeof confirmParams>, Stripe.PaymentIntentConfirmParams>;
true satisfies AreStripes<Read<typeof captureParams>, Stripe.PaymentIntentCaptureParams>;
