import "server-only";
import type Stripe from "stripe";
import { discountsOfMetadata } from "@/domain/checkout/session-discounts";
import { linesOfMetadata } from "@/domain/checkout/session-lines";
import { taxesOfMetadata } from "@/domain/checkout/session-taxes";
import { findChosenRate, findOfferedName } from "@/domain/checkout/shipping";
import type {
  DisputeFact,
  PaymentFacts,
  PaymentFailure,
  PaymentMethod,
  PlacedOrder,
  PostalAddress,
  RefundFact,
} from "@/domain/orders/payment-facts";
import { REFUND_STATES, type RefundState } from "@/domain/refunds/refund";
import { flatRates } from "@/domain/shipping/one-zone";
import { shopId } from "../platform/reference";
import { settings } from "../platform/settings/settings";
import { CALLS } from "./calls";
import { StripeCallError } from "./stripe-call-error";

/** Marks objects that belong to this shop. Only ids, no personal data. */
export const metadataOf = (orderId: string) => ({ app: "latchkey", shop: shopId(), order: orderId });

/** The order that an object's metadata names, when the object is this shop's. */
export function orderOfMetadata(metadata: unknown): string | null {
  const { app, shop, order } = (metadata ?? {}) as Record<string, unknown>;
  const isOurs = app === "latchkey" && shop === shopId() && typeof order === "string";
  return isOurs && /^[0-9a-f-]{36}$/.test(order) ? order : null;
}

/** The facts of a session from a list that expands its payment and charge: refunds as a sum, no disputes. */
export function listedFacts(session: Stripe.Checkout.Session): PaymentFacts & { isDisputed: boolean } {
  const intent = expanded(session.payment_intent);
  const charge = intent ? expanded(intent.latest_charge) : null;
  const facts = factsOf(session, intent, charge, [], []);
  const refundedMinor = BigInt(charge?.amount_refunded ?? 0);
  return { ...facts, refundedMinor, isDisputed: charge?.disputed === true };
}

/** The object where `expand` was asked for; without it Stripe sends the id alone. */
export function expanded<T extends { id: string }>(value: string | T | null | undefined): T | null {
  return typeof value === "object" ? value : null;
}

export function factsOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
  charge: Stripe.Charge | null,
  refunds: Stripe.Refund[],
  disputes: Stripe.Dispute[],
): PaymentFacts {
  const shippingMinor = BigInt(session.shipping_cost?.amount_total ?? 0);
  const refundFacts = refunds.map(refundFact);
  return {
    orderId: orderOfMetadata(session.metadata),
    sessionId: session.id,
    livemode: session.livemode,
    currency: session.currency ?? "",
    session: known(session, "status", session.status ?? "open", SESSION_STATES),
    payment: paymentOf(session, intent),
    subtotalMinor: BigInt(session.amount_subtotal ?? 0),
    shippingMinor,
    totalMinor: BigInt(session.amount_total ?? 0),
    capturedMinor: BigInt(charge?.amount_captured ?? 0),
    refundedMinor: refundFacts.reduce(
      (sum, refund) => (isCounted(refund) ? sum + refund.amountMinor : sum),
      0n,
    ),
    paymentIntentId: intent?.id ?? null,
    chargeId: charge?.id ?? null,
    method: methodOf(charge?.payment_method_details),
    email: session.customer_details?.email ?? null,
    customerName:
      session.collected_information?.shipping_details?.name ?? session.customer_details?.name ?? null,
    shippingAddress: addressOf(session.collected_information?.shipping_details),
    shippingRate: shippingRateOf(session),
    failure: failureOf(intent),
    refunds: refundFacts,
    disputes: disputes.map(disputeFact),
    placed: placedOf(session),
  };
}

/** Stripe keeps what it knows of a method under the method's own type. */
function methodOf(details: Stripe.Charge.PaymentMethodDetails | null | undefined): PaymentMethod | null {
  if (!details) return null;
  const { type, card } = details;
  if (type === "card")
    return card?.brand && card.last4 ? { type, brand: card.brand, last4: card.last4 } : null;
  const account: unknown = Reflect.get(details, type);
  const last4 = typeof account === "object" && account !== null && "last4" in account ? account.last4 : null;
  return { type, brand: null, last4: typeof last4 === "string" ? last4 : null };
}

// Nine digits: what a column of the database holds.
const NUMBER = /^[1-9]\d{0,8}$/;

/** What `open-session.ts` wrote of the order into its session. */
function placedOf({ metadata, created, expires_at }: Stripe.Checkout.Session): PlacedOrder | null {
  const lines = linesOfMetadata(metadata ?? {});
  const discounts = discountsOfMetadata(metadata ?? {});
  const taxes = taxesOfMetadata(metadata ?? {});
  if (orderOfMetadata(metadata) === null || lines === null) return null;
  if (discounts === null || taxes === null) return null;
  if (!NUMBER.test(metadata?.number ?? "")) return null;
  return {
    number: Number(metadata?.number),
    placedAt: new Date(created * 1_000),
    holdExpiresAt: new Date(expires_at * 1_000),
    ...{ lines, discounts, taxes },
  };
}

function shippingRateOf(session: Stripe.Checkout.Session): PaymentFacts["shippingRate"] {
  const chosen = session.shipping_cost;
  if (!chosen) return null;
  const rates = flatRates(settings("shipping").zones);
  const id = findChosenRate(
    session.metadata?.shipping_rates,
    session.shipping_options.map(({ shipping_rate, shipping_amount }) => ({
      stripeId: idOf(shipping_rate) ?? "",
      amountMinor: BigInt(shipping_amount),
    })),
    { stripeId: idOf(chosen.shipping_rate) ?? "", amountMinor: BigInt(chosen.amount_total) },
    rates,
  );
  const { shipping_rates: offered, shipping_names: names } = session.metadata ?? {};
  const name = findOfferedName({ offered, names }, id) ?? rates.find((rate) => rate.id === id)?.name ?? null;
  return { id, name };
}

const SESSION_STATES = ["open", "complete", "expired"] as const;
const PAYMENT_STATUSES = ["paid", "unpaid", "no_payment_required"] as const;
const INTENT_STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "canceled",
  "succeeded",
] as const;

/** @throws StripeCallError for a value that this version does not know: whether money moved must not be guessed */
function known<Word extends string>(
  { id }: { id: string },
  field: string,
  said: string,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === said);
  if (word !== undefined) return word;
  const value = said.slice(0, 40);
  throw new StripeCallError({
    fault: "unknown",
    call: "readCheckoutSession",
    permissions: CALLS.readCheckoutSession.permissions,
    unknownValue: { object: id, field, value },
    detail: `Stripe says ${field}=${value}, which this version of the shop does not know. Update it`,
  });
}

function paymentOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): PaymentFacts["payment"] {
  const paid = known(session, "payment_status", session.payment_status, PAYMENT_STATUSES);
  const intentStatus = intent
    ? known(session, "payment_intent.status", intent.status, INTENT_STATUSES)
    : null;
  if (paid !== "unpaid") return "paid";
  if (intentStatus === "requires_capture") return "authorized";
  if (session.status !== "complete") return "unpaid";
  if (intentStatus === "processing") return "processing";
  if (intentStatus === "canceled") return "canceled";
  // A failed delayed payment leaves the session complete and the intent without a payment method.
  return intentStatus === "requires_payment_method" ? "failed" : "processing";
}

// docs.stripe.com/error-codes
const AUTHENTICATION: ReadonlySet<string | undefined> = new Set([
  "payment_intent_authentication_failure",
  "authentication_required",
]);

function failureOf(intent: Stripe.PaymentIntent | null): PaymentFailure | null {
  const error = intent?.last_payment_error;
  if (!intent || !error) return null;
  return {
    attempt: error.charge ?? error.payment_method?.id ?? intent.id,
    kind: AUTHENTICATION.has(error.code) ? "authentication" : "declined",
    code: error.decline_code ?? error.code ?? null,
  };
}

const isCounted = ({ state }: RefundFact) => state === "succeeded" || state === "pending";

export function refundFact(refund: Stripe.Refund): RefundFact {
  return {
    stripeRefundId: refund.id,
    refundId: refund.metadata?.refund ?? null,
    paymentIntentId: idOf(refund.payment_intent),
    amountMinor: BigInt(refund.amount),
    currency: refund.currency,
    state: refundState(refund.status),
    reason: refund.reason,
    failureCode: refund.failure_reason ?? null,
    createdAt: new Date(refund.created * 1_000),
  };
}

/** With `requires_action`, and any value that Stripe may add, money has not moved yet. */
function refundState(status: string | null): RefundState {
  return REFUND_STATES.find((state) => state === status) ?? "pending";
}

export function disputeFact(dispute: Stripe.Dispute): DisputeFact {
  const dueAt = dispute.evidence_details?.due_by;
  return {
    stripeDisputeId: dispute.id,
    state: dispute.status,
    reason: dispute.reason,
    amountMinor: BigInt(dispute.amount),
    currency: dispute.currency,
    evidenceDueAt: dueAt ? new Date(dueAt * 1_000) : null,
  };
}

function addressOf(
  details: { name?: string | null; address?: Stripe.Address | null } | null | undefined,
): PostalAddress | null {
  if (!details?.address) return null;
  const { line1, line2, postal_code, city, state, country } = details.address;
  return { name: details.name ?? null, line1, line2, postalCode: postal_code, city, region: state, country };
}

const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);
