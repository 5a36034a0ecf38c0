import type Stripe from "stripe";
import { expect, it } from "vitest";
import { get, post } from "../../../server/stripe/calls.ts";
import type { callStripe } from "../../../server/stripe/client.ts";
import { NAMED } from "../../../server/stripe/keys/permission.ts";

// Read by the compiler, never run: `tsc` fails when one of these mistakes becomes possible.
function mistakes(call: typeof callStripe) {
  const run = async (_stripe: Stripe, _params: object) => null;
  const sound = { role: "checkout", feature: "take_payments", run } as const;

  get({
    ...sound,
    operation: "GET /v1/refunds",
    // @ts-expect-error a call without a permission
    permissions: [],
    evidence: { charge_read: NAMED },
  });
  get({
    ...sound,
    operation: "GET /v1/refunds",
    // @ts-expect-error a permission that Stripe does not have
    permissions: ["refund_read"],
    evidence: {} as never,
  });
  get({
    ...sound,
    operation: "GET /v1/refunds",
    permissions: ["charge_read", "dispute_read"],
    // @ts-expect-error a permission of which nobody says how it is known
    evidence: { charge_read: NAMED },
  });
  get({
    ...sound,
    operation: "GET /v1/mandates/{id}",
    // @ts-expect-error a permission without a probe
    permissions: ["mandate_read"],
    evidence: {} as never,
  });
  get({
    ...sound,
    // @ts-expect-error a POST that says it only gets
    operation: "POST /v1/refunds",
    permissions: ["charge_write"],
    evidence: { charge_write: NAMED },
  });
  post({
    ...sound,
    // @ts-expect-error a feature that the shop does not have
    feature: "subscriptions",
    operation: "POST /v1/refunds",
    permissions: ["charge_write"],
    evidence: { charge_write: NAMED },
  });

  // @ts-expect-error a POST without an idempotency key
  void call("createRefund", { payment_intent: "pi_1" });
  // @ts-expect-error a call that is not declared
  void call("createCustomer", {});
  // @ts-expect-error a call of the set-up command: the running shop has no key for it
  void call("createWebhookEndpoint", {}, { idempotencyKey: "setup" });
  void call("createRefund", { payment_intent: "pi_1" }, { idempotencyKey: "refund:1" });
  void call("listRefunds", { paymentIntentId: "pi_1" });
}

it("the compiler refuses a call that is declared or made wrongly", () =>
  expect(mistakes).toBeTypeOf("function"));
