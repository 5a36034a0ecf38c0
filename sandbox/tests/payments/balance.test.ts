import { expect, test } from "vitest";
import { type Connection, errorOf, openSandbox } from "../support/open-sandbox.ts";

const DAY = 24 * 3600;

const buy = ({ sdk }: Connection, card = "visa", amount = 2400) =>
  sdk().paymentIntents.create({
    amount,
    currency: "eur",
    confirm: true,
    payment_method: `pm_card_${card}`,
    expand: ["latest_charge.balance_transaction"],
  });

const balance = async ({ sdk }: Connection) => {
  const { available, pending } = await sdk().balance.retrieve();
  const of = (side: typeof available) => side.find(({ currency }) => currency === "eur")?.amount;
  return [of(pending), of(available)];
};

test("a payment is pending with its fee taken off, and available after a week", async () => {
  const sandbox = await openSandbox();
  const { sdk, advance } = sandbox;
  const { latest_charge } = await buy(sandbox);
  expect(latest_charge).toMatchObject({
    balance_transaction: { type: "charge", status: "pending", amount: 2400, fee: 61, net: 2339 },
  });
  expect(await balance(sandbox)).toEqual([2339, 0]);
  await advance(8 * DAY);
  expect(await balance(sandbox)).toEqual([0, 2339]);
  expect((await sdk().balanceTransactions.list()).data).toMatchObject([{ status: "available" }]);
  expect((await sdk().events.list({ type: "balance.available" })).data).toHaveLength(1);
});

test("movements are found by type, source, currency and time", async () => {
  const sandbox = await openSandbox();
  const { sdk, advance } = sandbox;
  const paid = await buy(sandbox);
  await advance(100);
  const refund = await sdk().refunds.create({ payment_intent: paid.id, amount: 400 });
  const list = async (params: object) =>
    (await sdk().balanceTransactions.list(params)).data.map(({ amount }) => amount);
  expect(await list({})).toEqual([-400, 2400]);
  expect(await list({ type: "refund" })).toEqual([-400]);
  expect(await list({ source: refund.id })).toEqual([-400]);
  expect(await list({ currency: "usd" })).toEqual([]);
  expect(await list({ created: { gte: refund.created } })).toEqual([-400]);
  const [entry] = (await sdk().balanceTransactions.list({ type: "refund", expand: ["data.source"] })).data;
  expect(entry?.source).toMatchObject({ id: refund.id, object: "refund" });
  expect((await sdk().balanceTransactions.retrieve(entry?.id ?? "")).net).toBe(-400);
});

test("a refund that fails leaves a movement of its own", async () => {
  const sandbox = await openSandbox();
  const { sdk, advance } = sandbox;
  const paid = await buy(sandbox, "refundFail");
  const { id } = await sdk().refunds.create({ payment_intent: paid.id });
  await advance(11);
  const failed = await sdk().refunds.retrieve(id, { expand: ["failure_balance_transaction"] });
  expect(failed.failure_balance_transaction).toMatchObject({ type: "refund_failure", amount: 2400 });
  const types = (await sdk().events.list({ limit: 3 })).data.map(({ type }) => type).reverse();
  expect(types).toEqual(["refund.failed", "refund.updated", "charge.refund.updated"]);
  expect((await errorOf(sdk().refunds.cancel(id))).message).toContain("requires_action");
});

test("a payout leaves, arrives, or is canceled in time", async () => {
  const sandbox = await openSandbox();
  const { sdk, advance } = sandbox;
  await buy(sandbox);
  expect((await errorOf(sdk().payouts.create({ amount: 500, currency: "eur" }))).code).toBe(
    "balance_insufficient",
  );
  await buy(sandbox, "bypassPending");
  const payout = await sdk().payouts.create({ amount: 1100, currency: "eur", metadata: { run: "1" } });
  expect(payout).toMatchObject({ status: "pending", automatic: false });
  expect(await balance(sandbox)).toEqual([2339, 1239]);
  await advance(3700);
  expect((await sdk().payouts.retrieve(payout.id)).status).toBe("in_transit");
  expect((await errorOf(sdk().payouts.cancel(payout.id))).code).toBe("payout_not_cancelable");
  await advance(DAY);
  expect((await sdk().payouts.retrieve(payout.id)).status).toBe("paid");
  const second = await sdk().payouts.create({ amount: 1000, currency: "eur" });
  expect((await sdk().payouts.cancel(second.id)).status).toBe("canceled");
  expect((await balance(sandbox))[1]).toBe(1239);
  expect((await sdk().payouts.list({ status: "paid" })).data.map(({ id }) => id)).toEqual([payout.id]);
  expect((await sdk().balanceTransactions.list({ payout: payout.id })).data).toMatchObject([
    { type: "payout", amount: -1100 },
  ]);
  const types = (await sdk().events.list({ types: ["payout.*"] })).data.map(({ type }) => type);
  expect(types.reverse()).toEqual([
    "payout.created",
    "payout.updated",
    "payout.paid",
    "payout.created",
    "payout.canceled",
  ]);
});

test("charges: described, reported, captured", async () => {
  const { sdk } = await openSandbox();
  const held = await sdk().paymentIntents.create({
    amount: 900,
    currency: "eur",
    capture_method: "manual",
    confirm: true,
    payment_method: "pm_card_visa",
  });
  const id = String(held.latest_charge);
  const changed = await sdk().charges.update(id, {
    description: "A mug",
    fraud_details: { user_report: "safe" },
    receipt_email: "alex@example.com",
  });
  expect(changed).toMatchObject({ description: "A mug", fraud_details: { user_report: "safe" } });
  expect(await sdk().charges.capture(id, { amount: 700 })).toMatchObject({
    captured: true,
    amount_captured: 700,
  });
  expect((await sdk().paymentIntents.retrieve(held.id)).status).toBe("succeeded");
  expect((await errorOf(sdk().charges.capture(id))).code).toBe("charge_already_captured");
});
