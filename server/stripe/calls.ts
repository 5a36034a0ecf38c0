import "server-only";
import type Stripe from "stripe";
import type { FeatureId } from "@/domain/stripe-keys/key-problem";
import type { Switches } from "./keys/features";
import { type Evidence, EXPANDED, INCLUDES, NAMED, type Permission, RULE } from "./keys/permission";
import type { ProbedPermission } from "./keys/probes";

export type { Permission };

/** The roles of the running shop, each with a key of its own. */
export type Role = "checkout" | "reconciler" | "backoffice";

type Options = { idempotencyKey?: string };

/** A page of a list, newest first: what was created at a time (seconds) or later, and before an object. */
type Page = { created?: { gte: number }; starting_after?: string };

export type Declaration<Params, Result, Needed extends ProbedPermission, By extends string = Role> = {
  role: By;
  /** The key needs all of these, including those of the objects that the call expands. */
  permissions: readonly [Needed, ...Needed[]];
  /** How sure we are of each permission, and why. */
  evidence: { [Slug in Needed]: Evidence };
  feature: FeatureId;
  /** The call is made only while this switch is on. */
  when?: keyof Switches;
  operation: `${"GET" | "POST"} /v1/${string}`;
  run: (stripe: Stripe, params: Params, options: Options) => Promise<Result>;
};

export const get = <Params, Result, Needed extends ProbedPermission, By extends string = Role>(
  call: Declaration<Params, Result, Needed, By> & { operation: `GET ${string}` },
) => call;

export const post = <Params, Result, Needed extends ProbedPermission, By extends string = Role>(
  call: Declaration<Params, Result, Needed, By> & { operation: `POST ${string}` },
) => call;

/** Every request that the running shop makes to Stripe. Keys, documentation and error texts come from here. */
export const CALLS = {
  createCheckoutSession: post({
    role: "checkout",
    permissions: ["checkout_session_write"],
    evidence: { checkout_session_write: NAMED },
    feature: "take_payments",
    operation: "POST /v1/checkout/sessions",
    run: (stripe, params: Stripe.Checkout.SessionCreateParams, options) =>
      stripe.checkout.sessions.create(params, options),
  }),
  expireCheckoutSession: post({
    role: "checkout",
    permissions: ["checkout_session_write"],
    evidence: { checkout_session_write: NAMED },
    feature: "replace_checkout",
    operation: "POST /v1/checkout/sessions/{id}/expire",
    run: (stripe, { id }: { id: string }, options) => stripe.checkout.sessions.expire(id, {}, options),
  }),
  resumeCheckoutSession: get({
    role: "checkout",
    permissions: ["checkout_session_read"],
    evidence: { checkout_session_read: INCLUDES },
    feature: "resume_checkout",
    operation: "GET /v1/checkout/sessions/{id}",
    run: (stripe, { id }: { id: string }) => stripe.checkout.sessions.retrieve(id),
  }),
  findOpenSessions: get({
    role: "checkout",
    permissions: ["checkout_session_read"],
    evidence: { checkout_session_read: INCLUDES },
    feature: "replace_checkout",
    operation: "GET /v1/checkout/sessions",
    run: (stripe, { since }: { since: Date }) =>
      stripe.checkout.sessions
        .list({ status: "open", created: { gte: Math.floor(since.getTime() / 1_000) }, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
  }),
  readCheckoutSession: get({
    role: "reconciler",
    permissions: ["checkout_session_read", "payment_intent_read", "charge_read"],
    evidence: { checkout_session_read: NAMED, payment_intent_read: EXPANDED, charge_read: EXPANDED },
    feature: "reconcile_orders",
    operation: "GET /v1/checkout/sessions/{id}",
    run: (stripe, { id }: { id: string }) =>
      stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge"] }),
  }),
  readPaymentIntent: get({
    role: "reconciler",
    permissions: ["payment_intent_read", "charge_read"],
    evidence: { payment_intent_read: NAMED, charge_read: EXPANDED },
    feature: "reconcile_orders",
    operation: "GET /v1/payment_intents/{id}",
    run: (stripe, { id }: { id: string }) =>
      stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] }),
  }),
  listRefunds: get({
    role: "reconciler",
    permissions: ["charge_read"],
    evidence: { charge_read: NAMED },
    feature: "follow_refunds",
    operation: "GET /v1/refunds",
    run: (stripe, { paymentIntentId }: { paymentIntentId: string }) =>
      stripe.refunds
        .list({ payment_intent: paymentIntentId, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
  }),
  listDisputes: get({
    role: "reconciler",
    permissions: ["dispute_read"],
    evidence: { dispute_read: NAMED },
    feature: "follow_disputes",
    when: "disputes",
    operation: "GET /v1/disputes",
    run: (stripe, { paymentIntentId }: { paymentIntentId: string }) =>
      stripe.disputes
        .list({ payment_intent: paymentIntentId, limit: 100 })
        .autoPagingToArray({ limit: 1_000 }),
  }),
  listSessionsPage: get({
    role: "reconciler",
    permissions: ["checkout_session_read", "payment_intent_read", "charge_read"],
    evidence: { checkout_session_read: NAMED, payment_intent_read: EXPANDED, charge_read: EXPANDED },
    feature: "check_records",
    operation: "GET /v1/checkout/sessions",
    run: (stripe, page: Page) =>
      stripe.checkout.sessions.list({ ...page, limit: 100, expand: ["data.payment_intent.latest_charge"] }),
  }),
  listRefundsPage: get({
    role: "reconciler",
    permissions: ["charge_read"],
    evidence: { charge_read: NAMED },
    feature: "check_records",
    operation: "GET /v1/refunds",
    run: (stripe, page: Page) => stripe.refunds.list({ ...page, limit: 100 }),
  }),
  readRefund: get({
    role: "reconciler",
    permissions: ["charge_read"],
    evidence: { charge_read: NAMED },
    feature: "check_records",
    operation: "GET /v1/refunds/{id}",
    run: (stripe, { id }: { id: string }) => stripe.refunds.retrieve(id),
  }),
  listDisputesPage: get({
    role: "reconciler",
    permissions: ["dispute_read"],
    evidence: { dispute_read: NAMED },
    feature: "check_records",
    when: "disputes",
    operation: "GET /v1/disputes",
    run: (stripe, page: Page) => stripe.disputes.list({ ...page, limit: 100 }),
  }),
  createRefund: post({
    role: "backoffice",
    permissions: ["charge_write"],
    evidence: { charge_write: NAMED },
    feature: "make_refunds",
    when: "refunds",
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

/** What `npm run setup:stripe` does with a key that is never stored. The running shop cannot make these calls. */
export const SETUP_CALLS = {
  listWebhookEndpoints: get({
    role: "setup",
    permissions: ["webhook_read"],
    evidence: { webhook_read: INCLUDES },
    feature: "receive_events",
    when: "webhooks",
    operation: "GET /v1/webhook_endpoints",
    run: (stripe, _: Record<never, never>) =>
      stripe.webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 }),
  }),
  createWebhookEndpoint: post({
    role: "setup",
    permissions: ["webhook_write"],
    evidence: { webhook_write: NAMED },
    feature: "receive_events",
    when: "webhooks",
    operation: "POST /v1/webhook_endpoints",
    run: (stripe, params: Stripe.WebhookEndpointCreateParams, options) =>
      stripe.webhookEndpoints.create(params, options),
  }),
  updateWebhookEndpoint: post({
    role: "setup",
    permissions: ["webhook_write"],
    evidence: { webhook_write: RULE },
    feature: "receive_events",
    when: "webhooks",
    operation: "POST /v1/webhook_endpoints/{id}",
    run: (stripe, { id, ...params }: Stripe.WebhookEndpointUpdateParams & { id: string }, options) =>
      stripe.webhookEndpoints.update(id, params, options),
  }),
} as const;
