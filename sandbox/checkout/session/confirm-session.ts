import { postCharge } from "../../balance/post-balance.ts";
import { redeemDiscount } from "../../discounts/redeem-discount.ts";
import { formatAmount } from "../../objects/currencies.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod } from "../../objects/stripe-objects.ts";
import { createIntent } from "../../payments/build-intent.ts";
import { type Authentication, confirmIntent } from "../../payments/confirm-intent.ts";
import { invalidRequest, refused } from "../../protocol/errors.ts";
import type { CheckoutDetails, HiddenFields } from "../../store/rows.ts";
import type { Work } from "../../work/work.ts";
import { discountOf } from "../order/discounts.ts";
import { hiddenFieldsOf } from "../order/hidden-fields.ts";
import { consentOf } from "./consent.ts";
import { detailsOf } from "./create-session.ts";
import { withAnswers } from "./custom-fields.ts";
import { customerFor, giveToCustomer } from "./customer.ts";

export type ConfirmResult = { session: CheckoutSession; intent: PaymentIntent | null };

/**
 * The shopper pressed Pay: the session ends complete, or stays open while the bank asks (the intent then requires
 * action). Throws Stripe's 402 when the card is declined; the session stays open for another try.
 */
export function confirmSession(
  work: Work,
  session: CheckoutSession,
  method: PaymentMethod | null,
  details: CheckoutDetails,
  expectedAmount: number | undefined,
): ConfirmResult {
  checkOpen(session);
  const total = session.amount_total ?? 0;
  if (expectedAmount !== undefined && expectedAmount !== total) {
    const currency = session.currency ?? "usd";
    throw refused(
      `The amount the customer saw (${formatAmount(expectedAmount, currency)}) is not the amount of this Checkout Session (${formatAmount(total, currency)}).`,
      "checkout_amount_mismatch",
      "expected_amount",
    );
  }
  checkDetails(session, details);
  const hidden = hiddenFieldsOf(work, session);
  if (total === 0) return { session: complete(work, session, details, null), intent: null };
  if (!method)
    throw invalidRequest("Missing required param: payment_method.", "payment_method", "parameter_missing");
  const intent = intentOf(work, session, hidden, details);
  const linked = work.store.sessions.put({ ...session, payment_intent: intent.id });
  work.store.hiddenFields.put({ ...hidden, pendingDetails: details });
  return finish(work, linked, confirmIntent(work, intent, method, "not_asked"), details);
}

/** The bank's answer to 3-D Secure. A refusal leaves the session open and is told by the intent's error. */
export function authenticateSession(
  work: Work,
  session: CheckoutSession,
  answer: Exclude<Authentication, "not_asked">,
): ConfirmResult {
  checkOpen(session);
  const intent = work.store.paymentIntents.get(session.payment_intent ?? "");
  const { pendingDetails } = hiddenFieldsOf(work, session);
  if (intent?.status !== "requires_action" || !pendingDetails) {
    throw refused(
      "This Checkout Session is not waiting for authentication.",
      "payment_intent_unexpected_state",
    );
  }
  const method = work.store.paymentMethods.get(intent.payment_method ?? "");
  if (!method) throw new Error(`${intent.id} waits for a bank without a card`);
  return finish(work, session, confirmIntent(work, intent, method, answer), pendingDetails);
}

function finish(
  work: Work,
  session: CheckoutSession,
  intent: PaymentIntent,
  details: CheckoutDetails,
): ConfirmResult {
  if (!["succeeded", "processing", "requires_capture"].includes(intent.status)) return { session, intent };
  const completed = complete(work, session, details, intent);
  if (intent.status === "succeeded") postCharge(work, intent.latest_charge ?? "");
  return { session: completed, intent };
}

function complete(
  work: Work,
  session: CheckoutSession,
  details: CheckoutDetails,
  intent: PaymentIntent | null,
): CheckoutSession {
  work.unschedule("expire_session", session.id);
  const { shipping } = details;
  const discount = discountOf(work.store, hiddenFieldsOf(work, session).discount);
  if (discount) redeemDiscount(work, discount);
  const customer = customerFor(work, session, details);
  giveToCustomer(work, intent, customer);
  const completed: CheckoutSession = {
    ...session,
    client_secret: null,
    collected_information: {
      business_name: null,
      individual_name: null,
      shipping_details:
        shipping && session.shipping_address_collection
          ? { address: shipping.address, name: shipping.name }
          : null,
    },
    consent: consentOf(session, details.consent),
    customer,
    custom_fields: withAnswers(session.custom_fields, details.customFields ?? {}),
    customer_details: {
      ...detailsOf(details.email),
      address: details.billingAddress,
      name: details.name,
      phone: details.phone,
    },
    payment_status:
      intent === null ? "no_payment_required" : intent.status === "succeeded" ? "paid" : "unpaid",
    status: "complete",
    url: null,
  };
  work.store.sessions.put(completed);
  work.emit("checkout.session.completed", completed);
  return completed;
}

/** The intent of an earlier try, or a new one: Stripe makes it when the shopper first presses Pay. */
function intentOf(
  work: Work,
  session: CheckoutSession,
  hidden: HiddenFields,
  details: CheckoutDetails,
): PaymentIntent {
  const shipping = (session.shipping_address_collection ? details.shipping : null) ?? hidden.intentShipping;
  const withCarrier = shipping && {
    address: shipping.address,
    carrier: null,
    name: shipping.name,
    phone: shipping.phone ?? null,
    tracking_number: null,
  };
  const amount = session.amount_total ?? 0;
  const earlier = work.store.paymentIntents.get(session.payment_intent ?? "");
  if (earlier) return { ...earlier, amount, shipping: withCarrier };
  return createIntent(work, {
    amount,
    currency: session.currency ?? "usd",
    captureMethod: hidden.captureMethod,
    customer: session.customer,
    description: hidden.intentDescription,
    metadata: hidden.intentMetadata,
    receiptEmail: hidden.receiptEmail,
    setupFutureUsage: hidden.setupFutureUsage,
    shipping: withCarrier,
    statementDescriptor: hidden.statementDescriptor ?? null,
    statementDescriptorSuffix: hidden.statementDescriptorSuffix,
    allowedTypes: session.allowed_payment_method_types,
  });
}

function checkOpen(session: CheckoutSession): void {
  if (session.status === "open") return;
  const [what, code] =
    session.status === "complete"
      ? ["has already been completed", "checkout_session_completed"]
      : ["has expired", "checkout_session_expired"];
  throw refused(`This Checkout Session ${what}.`, code, "session");
}

function checkDetails(session: CheckoutSession, details: CheckoutDetails): void {
  if (!session.shipping_address_collection) return;
  const { shipping } = details;
  const { address } = shipping ?? {};
  if (!shipping?.name || !address?.line1 || !address.city || !address.country) {
    throw invalidRequest(
      "This Checkout Session collects a shipping address: pass shipping[name] and shipping[address][line1], [postal_code], [city] and [country].",
      "shipping",
      "parameter_missing",
    );
  }
  const allowed: readonly string[] = session.shipping_address_collection.allowed_countries;
  if (!allowed.includes(address.country)) {
    throw invalidRequest(
      `This Checkout Session does not ship to ${address.country}. It ships to: ${allowed.join(", ")}.`,
      "shipping[address][country]",
    );
  }
}
