import type Stripe from "stripe";
import { methodTypes } from "../payments/method-types.ts";
import { optionalShipping } from "../protocol/address.ts";
import { invalidRequest } from "../protocol/errors.ts";
import { metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  boolean,
  currency,
  email,
  integer,
  list,
  object,
  oneOf,
  optional,
  type Param,
  type Read,
  requiredObject,
  text,
  timestamp,
  unsettable,
  url,
} from "../protocol/params.ts";
import { amountFields } from "../resources/prices.ts";
import { rateFields } from "../resources/shipping-rates.ts";
import { consentCollection } from "./consent.ts";
import { customFields } from "./custom-fields.ts";
import { afterExpiration } from "./recover-session.ts";

const country = (): Param<string> => ({
  read(value, path) {
    const code = text(2).read(value, path);
    if (/^[A-Z]{2}$/.test(code)) return code;
    throw invalidRequest(`Invalid ${path}: must be a two-letter country code in capitals`, path);
  },
});

const productData = requiredObject(
  {
    name: text(5000),
    description: optional(text(40_000)),
    images: optional(list(url(), 8)),
    metadata: optional(metadata()),
    tax_code: optional(text()),
  },
  ["tax_details", "unit_label"],
);

const priceData = requiredObject(
  { ...amountFields, product: optional(text()), product_data: optional(productData) },
  ["recurring"],
);

const lineFields = {
  price: optional(text()),
  price_data: optional(priceData),
  quantity: optional(integer(1, 999_999)),
  metadata: optional(metadata()),
};
const LINE_NOT_YET = ["adjustable_quantity", "tax_rates"];
const lineItem = requiredObject(lineFields, LINE_NOT_YET);

const shippingOption = requiredObject({
  shipping_rate: optional(text()),
  shipping_rate_data: optional(requiredObject(rateFields)),
});

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

const discount = requiredObject({ coupon: optional(text()), promotion_code: optional(text()) });
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
    discounts: optional(list(discount, 1)),
    expires_at: optional(timestamp()),
    line_items: optional(list(lineItem)),
    locale: optional(text(10)),
    metadata: optional(metadata()),
    mode: optional(oneOf("payment", "setup", "subscription")),
    payment_intent_data: optional(intentData),
    phone_number_collection: optional(object({ enabled: boolean() })),
    redirect_on_completion: optional(oneOf("always", "if_required", "never")),
    return_url: optional(url()),
    shipping_address_collection: optional(object({ allowed_countries: list(country(), 300) })),
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
export type LineItemParams = Read<typeof lineItem>;
export type ShippingOptionParams = Read<typeof shippingOption>;
