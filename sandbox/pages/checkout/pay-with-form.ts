import { getSession } from "../../checkout/checkout-sessions.ts";
import { chooseShipping } from "../../checkout/order/shipping.ts";
import {
  authenticateSession,
  type ConfirmResult,
  confirmSession,
} from "../../checkout/session/confirm-session.ts";
import { noBilling } from "../../customers/create-method.ts";
import { StripeError } from "../../protocol/errors.ts";
import { performWork } from "../../protocol/perform-work.ts";
import type { WorkSource } from "../../work/work.ts";
import type { FormValues } from "../frame/answer-page.ts";
import { readForm } from "./form/checkout-form.ts";
import { createMethod, type FieldError } from "./form/read-method.ts";

export type PayOutcome =
  | { state: "complete"; redirect: string | null }
  | { state: "requires_action" }
  | { state: "error"; message: string; field: string | null; status: number };

/** What pressing Pay with these answers comes to. */
export function payWithForm(source: WorkSource, sessionId: string, values: FormValues): PayOutcome {
  const result = performWork(source, (work): ConfirmResult | FieldError => {
    const found = getSession(work, sessionId);
    const form = readForm(found, values, work.now);
    if ("field" in form) return form;
    const { details, expectedAmount, shippingRate } = form;
    const session = shippingRate === undefined ? found : chooseShipping(work, found, shippingRate);
    const address = details.billingAddress ?? noBilling.address;
    const billing = { ...noBilling, address, email: details.email, name: details.name, phone: details.phone };
    const method = form.method && createMethod(work, form.method, billing);
    return confirmSession(work, session, method, details, expectedAmount);
  });
  return outcomeOf(result);
}

/** What the answer given in place of the shopper's bank comes to. */
export function authenticateWithForm(source: WorkSource, sessionId: string, isApproved: boolean): PayOutcome {
  const answer = isApproved ? "passed" : "failed";
  return outcomeOf(
    performWork(source, (work) => authenticateSession(work, getSession(work, sessionId), answer)),
  );
}

const FIELD_OF: Record<string, string> = {
  incorrect_cvc: "cvc",
  expired_card: "expiry",
  amount_mismatch: "number",
};

/** The page's own words for refusals: Stripe's text is for developers, except where it speaks to the shopper. */
const MESSAGES: Record<string, string> = {
  checkout_amount_mismatch: "The total has changed. Check it, then press Pay again.",
  checkout_session_completed: "This order is already paid. Nothing was charged again.",
  checkout_session_expired:
    "This checkout has expired. Nothing was charged. Go back to the shop to start again.",
  payment_intent_authentication_failure:
    "Your bank could not confirm that it is you, so nothing was charged. Try again, or use another card.",
};

/** Added to what the bank says: what to do about it. */
const ADVICE: Record<string, string> = {
  card_declined: "Nothing was charged. Use another card.",
  expired_card: "Check the date, or use another card.",
  incorrect_cvc: "Check the digits, then press Pay again.",
  processing_error: "Nothing was charged.",
};

/** What the page says about a refusal, with a way on where the words have none. */
function messageFor({ code = "", message, extra }: StripeError): string {
  const own = MESSAGES[code];
  if (own) return own;
  const advice = extra.decline_code === "test_mode_live_card" ? undefined : ADVICE[code];
  return advice ? `${message} ${advice}` : message;
}

function outcomeOf(result: ConfirmResult | FieldError | StripeError): PayOutcome {
  if (result instanceof StripeError) {
    const field = result.type === "card_error" ? (FIELD_OF[result.code ?? ""] ?? "number") : null;
    return {
      state: "error",
      message: messageFor(result),
      field,
      status: result.status,
    };
  }
  if ("field" in result) return { state: "error", ...result, status: 400 };
  const { session, intent } = result;
  if (intent?.status === "requires_action") return { state: "requires_action" };
  if (session.status !== "complete") {
    const code = intent?.last_payment_error?.code ?? "";
    return {
      state: "error",
      message: MESSAGES[code] ?? "The payment did not go through.",
      field: "number",
      status: 402,
    };
  }
  return { state: "complete", redirect: returnAddress(session) };
}

/** Where the shopper goes afterwards; null when an embedded page stays where it is. */
export function returnAddress(session: {
  id: string;
  success_url: string | null;
  return_url?: string;
  redirect_on_completion?: string;
}): string | null {
  const url =
    session.success_url ?? (session.redirect_on_completion === "always" ? session.return_url : undefined);
  return url?.replaceAll("{CHECKOUT_SESSION_ID}", session.id) ?? null;
}
