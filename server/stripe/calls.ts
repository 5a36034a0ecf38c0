import "server-only";
import type Stripe from "stripe";

export type Role = "checkout" | "reconciler" | "backoffice";

/** `checkout_session_write` and so on: Stripe's slug of a permission. Write includes read. */
export type Permission = `${string}_${"read" | "write"}`;

type Options = { idempotencyKey?: string };

type Declaration<Params, Result> = {
  role: Role;
  /** All of these, also those of the objects it expands. */
  permissions: readonly [Permission, ...Permission[]];
  /** What the shop cannot do without the call, in the merchant's words. */
  feature: string;
  operation: `${"GET" | "POST"} /v1/${string}`;
  run: (stripe: Stripe, params: Params, options: Options) => Promise<Result>;
};

const get = <Params, Result>(call: Declaration<Params, Result> & { operation: `GET ${string}` }) => call;
const post = <Params, Result>(call: Declaration<Params, Result> & { operation: `POST ${string}` }) => call;

/** Every request that Latchkey ever makes to Stripe. Keys, documentation and error texts come from here. */
export const CALLS = {
  createCheckoutSession: post({
    role: "checkout",
    permissions: ["checkout_session_write"],
    feature: "taking payments",
    operation: "POST /v1/checkout/sessions",
    run: (stripe, params: Stripe.Checkout.SessionCreateParams, options) =>
      stripe.checkout.sessions.create(params, options),
  }),
  expireCheckoutSession: post({
    role: "checkout",
    permissions: ["checkout_session_write"],
    feature: "replacing an earlier checkout of the same cart",
    operation: "POST /v1/checkout/sessions/{id}/expire",
    run: (stripe, { id }: { id: string }, options) => stripe.checkout.sessions.expire(id, {}, options),
  }),
  resumeCheckoutSession: get({
    role: "checkout",
    permissions: ["checkout_session_read"],
    feature: "showing the payment form again after a reload",
    operation: "GET /v1/checkout/sessions/{id}",
    run: (stripe, { id }: { id: string }) => stripe.checkout.sessions.retrieve(id),
  }),
  readCheckoutSession: get({
    role: "reconciler",
    permissions: ["checkout_session_read", "payment_intent_read", "charge_read"],
    feature: "learning whether an order was paid",
    operation: "GET /v1/checkout/sessions/{id}",
    run: (stripe, { id }: { id: string }) =>
      stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge"] }),
  }),
  listRefunds: get({
    role: "reconciler",
    permissions: ["charge_read"],
    feature: "learning what was refunded, also in Stripe's dashboard",
    operation: "GET /v1/refunds",
    run: (stripe, { paymentIntentId }: { paymentIntentId: string }) =>
      stripe.refunds
        .list({ payment_intent: paymentIntentId, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
  }),
  listDisputes: get({
    role: "reconciler",
    permissions: ["dispute_read"],
    feature: "learning of disputes",
    operation: "GET /v1/disputes",
    run: (stripe, { paymentIntentId }: { paymentIntentId: string }) =>
      stripe.disputes
        .list({ payment_intent: paymentIntentId, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
  }),
  createRefund: post({
    role: "backoffice",
    permissions: ["charge_write"],
    feature: "refunds",
    operation: "POST /v1/refunds",
    run: (stripe, params: Stripe.RefundCreateParams, options) => stripe.refunds.create(params, options),
  }),
} as const;

type Calls = typeof CALLS;
export type CallName = keyof Calls;
export type CallParams<Name extends CallName> = Parameters<Calls[Name]["run"]>[1];
export type CallResult<Name extends CallName> = Awaited<ReturnType<Calls[Name]["run"]>>;
/** The calls that change something at Stripe: they do not compile without an idempotency key. */
export type ChangingCall = {
  [Name in CallName]: Calls[Name]["operation"] extends `POST ${string}` ? Name : never;
}[CallName];
