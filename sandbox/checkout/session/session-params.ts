import type Stripe from "stripe";
import { methodTypes } from "../../customers/method-types.ts";
import { optionalShipping } from "../../protocol/address.ts";
import { metadata } from "../../protocol/metadata.ts";
import {
  type AreStripes,
  boolean,
  currency,
  email,
  list,
  object,
  oneOf,
  optional,
  type Read,
  requiredObject,
  text,
  timestamp,
  unsettable,
  url,
} from "../../protocol/params.ts";
import { discountParams } from "../order/discounts.ts";
import { LINE_NOT_YET, lineFields, lineItem } from "../order/line-items.ts";
import { shippingAddressCollection, shippingOption } from "../order/shipping.ts";
import { consentCollection } from "./consent.ts";
import { customFields } from "./custom-fields.ts";
import { afterExpiration } from "./recover-session.ts";

const intentData = object(
  {
    capture_method: optional(oneOf("automatic", "automatic_async", "manual")),
    description: optional(text(1000)),
    metadata: optional(metadata()),
    receipt_email: optional(email()),
    setup_future_usage: optional(oneOf("off_session", "on_session")),
    shipping: optionalShipping,
    statement_descriptor: optional(text(22)),
    statement_descriptor_suffix: optional(text(22)),
  },
  ["application_fee_amount", "on_behalf_of", "transfer_data", "transfer_group"],
);

const message = unsettable(requiredObject({ message: text(1200) }));

export const createParams = object(
  {
    after_expiration: optional(afterExpiration),
    allow_promotion_codes: optional(boolean()),
    allowed_payment_method_types: optional(methodTypes()),
    automatic_tax: optional(object({ enabled: boolean() }, ["liability"])),
    billing_address_collection: optional(oneOf("auto", "required")),
    cancel_url: optional(url()),
    client_reference_id: optional(text(200)),
    consent_collection: optional(consentCollection),
    currency: optional(currency()),
    custom_fields: optional(customFields),
    custom_text: optional(
      object({
        after_submit: message,
        shipping_address: message,
        submit: message,
        terms_of_service_acceptance: message,
      }),
    ),
    customer_creation: optional(oneOf("always", "if_required")),
    customer: optional(text()),
    customer_email: optional(email()),
    discounts: optional(discountParams),
    expires_at: optional(timestamp()),
    line_items: optional(list(lineItem)),
    locale: optional(text(10)),
    metadata: optional(metadata()),
    mode: optional(oneOf("payment", "setup", "subscription")),
    payment_intent_data: optional(intentData),
    phone_number_collection: optional(object({ enabled: boolean() })),
    redirect_on_completion: optional(oneOf("always", "if_required", "never")),
    return_url: optional(url()),
    shipping_address_collection: optional(shippingAddressCollection),
    shipping_options: optional(list(shippingOption, 5)),
    submit_type: optional(oneOf("auto", "book", "donate", "pay", "subscribe")),
    success_url: optional(url()),
    ui_mode: optional(oneOf("elements", "embedded_page", "form", "hosted_page")),
  },
  [
    "adaptive_pricing",
    "branding_settings",
    "customer_account",
    "customer_update",
    "excluded_payment_method_types",
    "integration_identifier",
    "invoice_creation",
    "managed_payments",
    "name_collection",
    "optional_items",
    "origin_context",
    "payment_method_collection",
    "payment_method_configuration",
    "payment_method_data",
    "payment_method_options",
    "permissions",
    "saved_payment_method_options",
    "setup_intent_data",
    "subscription_data",
    "tax_id_collection",
    "wallet_options",
  ],
);

const updateLine = requiredObject({ ...lineFields, id: optional(text()) }, LINE_NOT_YET);

export const updateParams = object(
  {
    line_items: optional(list(updateLine)),
    metadata: unsettable(metadata()),
    shipping_options: optional(list(shippingOption, 5)),
  },
  ["collected_information", "payment_intent_data"],
);

export type CreateParams = Read<typeof createParams>;
export type UpdateParams = Read<typeof updateParams>;
export type UpdateLineParams = Read<typeof updateLine>;
/** Does not compile when a parameter above is none of Stripe's. */
true satisfies AreStripes<CreateParams, Stripe.Checkout.SessionCreateParams>;
true satisfies AreStripes<UpdateParams, Stripe.Checkout.SessionUpdateParams>;
