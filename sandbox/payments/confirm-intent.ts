import { attachMethod } from "../customers/attach-method.ts";
import { cardOf } from "../customers/test-behavior.ts";
import type { TestCard } from "../customers/test-cards.ts";
import { scheduleFollowUp } from "../disputes/follow-up-events.ts";
import { openReview } from "../disputes/watch-fraud.ts";
import { newId } from "../objects/ids.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../objects/stripe-objects.ts";
import { invalidRequest, StripeError } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";
import { buildCharge } from "./build-charge.ts";
import { AUTHORIZATION_SECONDS, cardAttempt } from "./card-attempt.ts";
import { startDebit } from "./debit-account.ts";

/** What the shopper's bank said, if it was asked. */
export type Authentication = "not_asked" | "cannot_be_asked" | "passed" | "failed";

/**
 * Tries to take the money: ends in succeeded, processing, requires_capture or requires_action. Throws Stripe's 402 when the bank
 * says no; the failed charge and the intent's `last_payment_error` are kept then.
 */
export function confirmIntent(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  authentication: Authentication,
  returnUrl: string | null = null,
): PaymentIntent {
  checkType(intent, method);
  checkCustomer(intent, method);
  const chosen: PaymentIntent = {
    ...intent,
    payment_method: method.id,
    last_payment_error: null,
    next_action: null,
  };
  if (method.type !== "card") return startDebit(work, chosen, method);
  const card = cardOf(work, method);
  if (authentication === "failed") return failAuthentication(work, chosen, method);
  const isAsked = asksBank(chosen, card);
  if (isAsked && authentication === "not_asked") return askBank(work, chosen, returnUrl);
  const declined = isAsked && authentication === "cannot_be_asked" ? NEEDS_SHOPPER : card.decline;
  const reviewed = card.followUp === "review" ? { ...chosen, review: newId("review") } : chosen;
  const isManual = intent.capture_method === "manual";
  const how = {
    card: { ...card, decline: declined },
    now: work.now,
    authenticated: authentication === "passed",
    captured: !isManual,
  };
  const charge = work.store.charges.put(
    buildCharge(work, reviewed, method, cardAttempt(reviewed, method, how)),
  );
  if (declined) throw decline(work, chosen, method, charge, declined);
  work.emit("charge.succeeded", charge);
  if (intent.customer !== null && intent.setup_future_usage !== null)
    attachMethod(work, method, intent.customer);
  if (!isManual) scheduleFollowUp(work, charge);
  const done = isManual ? hold(work, reviewed, charge) : succeed(work, reviewed, charge);
  openReview(work, charge);
  return done;
}

/** The shopper is away, and the bank wants to hear from them. */
const NEEDS_SHOPPER = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

/** Cards that can be asked for 3-D Secure are, when the shop requests it. */
function asksBank({ payment_method_options: options }: PaymentIntent, card: TestCard): boolean {
  const requested = options?.card?.request_three_d_secure;
  return (
    card.authentication === "required" ||
    (card.authentication === "optional" && (requested === "any" || requested === "challenge"))
  );
}

function checkType(intent: PaymentIntent, method: PaymentMethod): void {
  const { payment_method_types: types } = intent;
  if (types.includes(method.type)) return;
  throw invalidRequest(
    `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${types.join(", ")}.`,
    "payment_method",
    "payment_intent_incompatible_payment_method",
  );
}

function checkCustomer(intent: PaymentIntent, method: PaymentMethod): void {
  if (method.customer === null || method.customer === intent.customer) return;
  throw invalidRequest(
    intent.customer === null
      ? "The payment method you provided is attached to a customer so for security purposes you must provide the customer in the request."
      : `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
    "payment_method",
  );
}

function succeed(work: Work, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const { amount } = intent;
  const paid = work.store.paymentIntents.put({
    ...intent,
    amount_received: amount,
    latest_charge: charge.id,
    status: "succeeded",
  });
  work.emit("payment_intent.succeeded", paid);
  return paid;
}

function hold(work: Work, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const { amount } = intent;
  const held = work.store.paymentIntents.put({
    ...intent,
    amount_capturable: amount,
    latest_charge: charge.id,
    status: "requires_capture",
  });
  work.emit("payment_intent.amount_capturable_updated", held);
  work.schedule("release_authorization", intent.id, work.now + AUTHORIZATION_SECONDS);
  return held;
}

function askBank(work: Work, intent: PaymentIntent, returnUrl: string | null): PaymentIntent {
  const asking = work.store.paymentIntents.put({
    ...intent,
    next_action: returnUrl
      ? {
          type: "redirect_to_url",
          redirect_to_url: { url: bankAddress(work.publicOrigin, intent), return_url: returnUrl },
        }
      : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect" } },
    status: "requires_action",
  });
  work.emit("payment_intent.requires_action", asking);
  return asking;
}

/** The page that stands for the shopper's bank; the client secret opens it. */
const bankAddress = (origin: string, { id, client_secret }: PaymentIntent): string =>
  `${origin}/c/authenticate/${id}?${new URLSearchParams({ client_secret: client_secret ?? "" })}`;

function failAuthentication(work: Work, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const failed = work.store.paymentIntents.put({
    ...intent,
    payment_method: null,
    last_payment_error: {
      code: "payment_intent_authentication_failure",
      doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
      message:
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
      payment_method: method,
      type: "invalid_request_error",
    },
    status: "requires_payment_method",
  });
  work.emit("payment_intent.payment_failed", failed);
  return failed;
}

const PARAM_OF: Record<string, string> = { incorrect_cvc: "cvc", expired_card: "exp_month" };

function decline(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  charge: Charge,
  reason: NonNullable<TestCard["decline"]>,
): StripeError {
  work.emit("charge.failed", charge);
  const shown = {
    charge: charge.id,
    code: reason.code,
    ...(reason.declineCode === null ? {} : { decline_code: reason.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll("_", "-")}`,
    message: reason.message,
    ...(PARAM_OF[reason.code] === undefined ? {} : { param: PARAM_OF[reason.code] }),
    payment_method: method,
    type: "card_error" as const,
  };
  const failed = work.store.paymentIntents.put({
    ...intent,
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: shown,
    status: "requires_payment_method",
  });
  work.emit("payment_intent.payment_failed", failed);
  const { message, type, code, param, ...extra } = shown;
  return new StripeError(402, message, {
    type,
    code,
    param,
    extra: { ...extra, payment_intent: failed },
    isResult: true,
  });
}
