import { typesFor } from "../../customers/method-types.ts";
import { newId } from "../../objects/ids.ts";
import type { CheckoutSession, LineItem } from "../../objects/stripe-objects.ts";
import { mergeMetadata } from "../../protocol/metadata.ts";
import type { HiddenFields } from "../../store/rows.ts";
import type { Work } from "../../work/work.ts";
import { amountsOf } from "../order/amounts.ts";
import { checkLines, checkTotal } from "../order/check-total.ts";
import {
  discountGiven,
  keepDiscount,
  noteLineDiscounts,
  showDiscounts,
  withDiscount,
} from "../order/discounts.ts";
import { buildLineItem } from "../order/line-items.ts";
import { resolveShippingOptions } from "../order/shipping.ts";
import { checkExpiry, checkModes } from "./check-session.ts";
import { buildConsentCollection } from "./consent.ts";
import { buildCustomFields } from "./custom-fields.ts";
import { customerGiven } from "./customer.ts";
import { buildAfterExpiration } from "./recover-session.ts";
import type { CreateParams } from "./session-params.ts";

/** Makes an open session from parameters that are in order each by itself; throws what does not fit together. */
export function createSession(work: Work, given: CreateParams): CheckoutSession {
  const uiMode = checkModes(given);
  const customer = customerGiven(work, given);
  const wanted = (given.line_items ?? []).map((line, index) => buildLineItem(work, line, index));
  const currency = checkLines(wanted, given.currency);
  const discount = discountGiven(work, given, { currency, lines: wanted });
  const lines = withDiscount(work.store, wanted, discount);
  const kept = keepDiscount(work, discount);
  const options = resolveShippingOptions(work, given.shipping_options ?? [], currency);
  const amounts = amountsOf(lines, options, String(options[0]?.shipping_rate ?? ""));
  checkTotal(amounts.amount_total ?? 0, currency);
  const id = newId("checkout.session");
  const clientSecret = `${id}_secret_${newId("secret")}`;
  const email = given.customer_email ?? customer?.email ?? null;
  const isHosted = uiMode === "hosted_page";
  const session: CheckoutSession = {
    id,
    ...fixedFields,
    ...amounts,
    after_expiration: buildAfterExpiration(given.after_expiration),
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: isHosted ? null : clientSecret,
    consent_collection: buildConsentCollection(given.consent_collection),
    created: work.now,
    currency,
    custom_fields: buildCustomFields(given.custom_fields),
    custom_text: customText(given.custom_text),
    customer: customer?.id ?? null,
    customer_creation: customer ? null : (given.customer_creation ?? "if_required"),
    customer_details: email === null ? null : detailsOf(email),
    customer_email: given.customer_email ?? null,
    discounts: showDiscounts(kept),
    expires_at: checkExpiry(work, given.expires_at),
    locale: given.locale ?? null,
    metadata: mergeMetadata({}, given.metadata),
    payment_method_collection: "if_required",
    payment_method_types: typesFor({
      currency,
      allowed: given.allowed_payment_method_types ?? null,
      isManual: given.payment_intent_data?.capture_method === "manual",
    }),
    phone_number_collection: { enabled: given.phone_number_collection?.enabled ?? false },
    redirect_on_completion: isHosted ? "always" : (given.redirect_on_completion ?? "always"),
    ...(given.return_url === undefined ? {} : { return_url: given.return_url }),
    shipping_address_collection: given.shipping_address_collection ?? null,
    submit_type: given.submit_type ?? null,
    success_url: given.success_url ?? null,
    ui_mode: uiMode,
    url: isHosted ? `${work.publicOrigin}/c/pay/${id}` : null,
  };
  work.store.sessions.put(session);
  const hidden = buildHiddenFields(id, clientSecret, lines, given.payment_intent_data);
  work.store.hiddenFields.put({ ...hidden, discount: kept });
  noteLineDiscounts(work, id, lines);
  work.schedule("expire_session", id, session.expires_at);
  return session;
}

export function detailsOf(email: string | null): NonNullable<CheckoutSession["customer_details"]> {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: null,
  };
}

function customText(given: CreateParams["custom_text"]): CheckoutSession["custom_text"] {
  return {
    after_submit: given?.after_submit ?? null,
    shipping_address: given?.shipping_address ?? null,
    submit: given?.submit ?? null,
    terms_of_service_acceptance: given?.terms_of_service_acceptance ?? null,
  };
}

function buildHiddenFields(
  id: string,
  clientSecret: string,
  lineItems: LineItem[],
  data: CreateParams["payment_intent_data"],
): HiddenFields {
  return {
    id,
    clientSecret,
    lineItems,
    captureMethod: data?.capture_method ?? "automatic_async",
    intentMetadata: mergeMetadata({}, data?.metadata),
    intentDescription: data?.description ?? null,
    receiptEmail: data?.receipt_email ?? null,
    statementDescriptor: data?.statement_descriptor ?? null,
    statementDescriptorSuffix: data?.statement_descriptor_suffix ?? null,
    setupFutureUsage: data?.setup_future_usage ?? null,
    intentShipping: data?.shipping ? { ...data.shipping, phone: data.shipping.phone ?? null } : null,
    pendingDetails: null,
  };
}

/** What every session here has in common. */
const fixedFields = {
  object: "checkout.session",
  adaptive_pricing: { enabled: false },
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  collected_information: null,
  consent: null,
  currency_conversion: null,
  customer_account: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: {
    enabled: false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  },
  livemode: false,
  managed_payments: { enabled: false },
  mode: "payment",
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: "automatic" } },
  payment_status: "unpaid",
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  status: "open",
  subscription: null,
  wallet_options: null,
} satisfies Partial<CheckoutSession>;
