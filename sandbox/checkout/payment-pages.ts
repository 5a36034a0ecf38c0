import { resolvePaymentMethod } from "../customers/get-method.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod } from "../objects/stripe-objects.ts";
import { optionalShipping } from "../protocol/address.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { email, integer, object, optional, type Read, text, unsettable } from "../protocol/params.ts";
import type { CheckoutDetails } from "../store/rows.ts";
import type { Work } from "../work/work.ts";
import { getSession } from "./checkout-sessions.ts";
import { chooseShipping } from "./order/shipping.ts";
import { confirmSession } from "./session/confirm-session.ts";

// The private API behind Stripe's checkout page. It is not documented; the Stripe CLI's fixtures use these calls.

const PAGE = "ppage_";
const sessionOfPage = (work: Work, id: string): CheckoutSession =>
  getSession(work, id.startsWith(PAGE) ? `cs_test_${id.slice(PAGE.length)}` : id);

function showPage(session: CheckoutSession, intent: PaymentIntent | null = null): object {
  return {
    id: session.id.replace(/^cs_test_/, PAGE),
    object: "checkout.session",
    amount_subtotal: session.amount_subtotal,
    amount_total: session.amount_total,
    currency: session.currency,
    customer_email: session.customer_email,
    livemode: false,
    mode: session.mode,
    payment_intent: intent,
    payment_status: session.payment_status,
    session_id: session.id,
    shipping_cost: session.shipping_cost,
    shipping_options: session.shipping_options,
    status: session.status,
    success_url: session.success_url,
    ui_mode: session.ui_mode,
  };
}

/** The card's own details stand in for answers that were not given: the CLI sends nothing else. */
function detailsFrom(
  session: CheckoutSession,
  method: PaymentMethod | null,
  given: {
    email?: string | null | undefined;
    phone?: string | null | undefined;
    shipping?: Read<typeof optionalShipping>;
  },
): CheckoutDetails {
  const billing = method?.billing_details;
  return {
    email: given.email ?? session.customer_email ?? billing?.email ?? null,
    name: billing?.name ?? null,
    phone: given.phone ?? billing?.phone ?? null,
    billingAddress: billing?.address ?? null,
    shipping: given.shipping ? { ...given.shipping, phone: given.shipping.phone ?? null } : null,
  };
}

export const paymentPageEndpoints = [
  endpoint(
    "GET /v1/payment_pages/:id",
    one("payment_page"),
    object({ key: optional(text()) }),
    (work, _, id) => showPage(sessionOfPage(work, id)),
  ),
  endpoint(
    "POST /v1/payment_pages/:id",
    one("payment_page"),
    object({ key: optional(text()), shipping_rate: optional(text()) }),
    (work, given, id) => {
      const session = sessionOfPage(work, id);
      return showPage(
        given.shipping_rate === undefined ? session : chooseShipping(work, session, given.shipping_rate),
      );
    },
  ),
  endpoint(
    "POST /v1/payment_pages/:id/confirm",
    one("payment_page"),
    object({
      key: optional(text()),
      payment_method: optional(text()),
      email: unsettable(email()),
      phone: unsettable(text(40)),
      shipping: optionalShipping,
      shipping_rate: optional(text()),
      expected_amount: optional(integer()),
      return_url: optional(text()),
    }),
    (work, given, id) => {
      const found = sessionOfPage(work, id);
      const session =
        given.shipping_rate === undefined ? found : chooseShipping(work, found, given.shipping_rate);
      const method =
        given.payment_method === undefined ? null : resolvePaymentMethod(work, given.payment_method);
      const result = confirmSession(
        work,
        session,
        method,
        detailsFrom(session, method, given),
        given.expected_amount,
      );
      return showPage(result.session, result.intent);
    },
  ),
];
