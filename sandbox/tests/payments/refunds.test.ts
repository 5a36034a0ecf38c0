import { describe, expect, test } from "vitest";
import { type Connection, errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

/** A paid session: its intent. */
async function payMug({ sdk, pay }: Connection, card = "visa"): Promise<string> {
  const { id } = await sdk().checkout.sessions.create(mug);
  await pay(id, card);
  return String((await sdk().checkout.sessions.retrieve(id)).payment_intent);
}

describe("refunds", () => {
  test("partial, partial, and never more than is left", async () => {
    const sandbox = await openSandbox();
    const stripe = sandbox.sdk();
    const payment_intent = await payMug(sandbox);
    const first = await stripe.refunds.create({
      payment_intent,
      amount: 1000,
      reason: "requested_by_customer",
      metadata: { refund: "1" },
    });
    expect(first).toMatchObject({
      status: "succeeded",
      amount: 1000,
      reason: "requested_by_customer",
      payment_intent,
      metadata: { refund: "1" },
    });
    const error = await errorOf(stripe.refunds.create({ payment_intent, amount: 1500 }));
    expect(error).toMatchObject({
      statusCode: 400,
      message: "Refund amount (€15.00) is greater than unrefunded amount on charge (€14.00)",
      code: "amount_too_large",
    });
    await stripe.refunds.create({ payment_intent });
    const [charge] = (await stripe.charges.list({ payment_intent })).data;
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 2400 });
    const again = await errorOf(stripe.refunds.create({ payment_intent }));
    expect(again).toMatchObject({
      code: "charge_already_refunded",
      message: `Charge ${charge?.id} has already been refunded.`,
    });
    expect((await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([
      1400, 1000,
    ]);
  });

  test("announces itself in Stripe's order", async () => {
    const sandbox = await openSandbox();
    await sandbox.sdk().refunds.create({ payment_intent: await payMug(sandbox) });
    const types = (await sandbox.sdk().events.list({ limit: 4 })).data.map(({ type }) => type).reverse();
    expect(types).toEqual(["charge.refunded", "refund.created", "refund.updated", "charge.refund.updated"]);
  });

  test("nothing to refund: no charge, a hold, an unknown intent", async () => {
    const { sdk } = await openSandbox();
    const unpaid = await sdk().paymentIntents.create({ amount: 500, currency: "eur" });
    expect((await errorOf(sdk().refunds.create({ payment_intent: unpaid.id }))).message).toContain(
      "does not have a successful charge",
    );
    const held = await sdk().paymentIntents.create({
      amount: 500,
      currency: "eur",
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
    });
    expect((await errorOf(sdk().refunds.create({ payment_intent: held.id }))).statusCode).toBe(400);
    expect((await errorOf(sdk().refunds.create({ payment_intent: "pi_absent" }))).code).toBe(
      "resource_missing",
    );
    expect((await errorOf(sdk().refunds.create({}))).message).toContain("payment_intent or charge");
  });

  test("a pending refund succeeds later; a failing one gives the amount back to the charge", async () => {
    const sandbox = await openSandbox();
    const stripe = sandbox.sdk();
    const slow = await stripe.refunds.create({ payment_intent: await payMug(sandbox, "pendingRefund") });
    expect(slow.status).toBe("pending");
    const failing = await stripe.refunds.create({ payment_intent: await payMug(sandbox, "refundFail") });
    expect(failing.status).toBe("succeeded");
    await sandbox.advance(30);
    expect((await stripe.refunds.retrieve(slow.id)).status).toBe("succeeded");
    const failed = await stripe.refunds.retrieve(failing.id, { expand: ["charge"] });
    expect(failed).toMatchObject({
      status: "failed",
      failure_reason: "expired_or_canceled_card",
      charge: { amount_refunded: 0, refunded: false },
    });
    expect((await stripe.events.list({ type: "refund.failed" })).data).toHaveLength(1);
  });
});

test("a hold that nobody captured is released as a refund with a reason of its own, one canceled without", async () => {
  const { sdk, advance } = await openSandbox();
  const { paymentIntents, refunds } = sdk();
  const hold = () =>
    paymentIntents.create({
      amount: 2400,
      currency: "eur",
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
      return_url: "http://shop.test/thanks",
    });
  const canceled = await hold();
  await paymentIntents.cancel(canceled.id);
  expect((await refunds.list({ payment_intent: canceled.id })).data).toMatchObject([
    { amount: 2400, reason: null, balance_transaction: null },
  ]);
  const lapsed = await hold();
  await advance(8 * 24 * 60 * 60);
  expect(await paymentIntents.retrieve(lapsed.id)).toMatchObject({
    status: "canceled",
    cancellation_reason: "automatic",
  });
  expect((await refunds.list({ payment_intent: lapsed.id })).data).toMatchObject([
    { amount: 2400, reason: "expired_uncaptured_charge", balance_transaction: null },
  ]);
});
