import { describe, expect, test } from "vitest";
import { type Connection, errorOf, mug, openSandbox } from "../support/open-sandbox.ts";

const DAY = 24 * 3600;

/** A payment of 24 euros with this card: its intent, once the bank has complained. */
async function disputed({ sdk, advance }: Connection, card = "createDispute") {
  const paid = await sdk().paymentIntents.create({
    amount: 2400,
    currency: "eur",
    confirm: true,
    payment_method: `pm_card_${card}`,
  });
  await advance(0);
  const [dispute] = (await sdk().disputes.list({ payment_intent: paid.id })).data;
  if (!dispute) throw new Error("no dispute");
  return { intent: paid.id, charge: String(paid.latest_charge), dispute };
}

async function typesAfter({ sdk }: Connection, type: string): Promise<string[]> {
  const types = (await sdk().events.list({ limit: 100 })).data.map((event): string => event.type).reverse();
  return types.slice(types.lastIndexOf(type));
}

const netOf = async ({ sdk }: Connection): Promise<number> => {
  const { available, pending } = await sdk().balance.retrieve();
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
};

/** The fees taken and returned for submitting evidence, newest first. */
const countered = async ({ sdk }: Connection): Promise<number[]> =>
  (await sdk().balanceTransactions.list({ type: "stripe_fee" })).data.map(
    ({ amount, fee, net, description }) => {
      expect([fee, net]).toEqual([0, amount]);
      expect(description).toContain("ispute countered fee");
      return amount;
    },
  );

describe("a dispute", () => {
  test("opens some time after a checkout, and takes the money and the first fee at once", async () => {
    const sandbox = await openSandbox();
    const { sdk, pay, advance } = sandbox;
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id, "createDisputeProductNotReceived");
    expect((await sdk().disputes.list()).data).toHaveLength(0);
    const before = await netOf(sandbox);
    await advance(5);
    const [dispute] = (await sdk().disputes.list({ expand: ["data.charge"] })).data;
    expect(dispute).toMatchObject({
      amount: 2400,
      status: "needs_response",
      reason: "product_not_received",
      is_charge_refundable: false,
      charge: { disputed: true },
      balance_transactions: [{ type: "adjustment", reporting_category: "dispute", amount: -2400, fee: 2000 }],
    });
    expect(await netOf(sandbox)).toBe(before - 4400);
    expect(await typesAfter(sandbox, "charge.dispute.created")).toEqual([
      "charge.dispute.created",
      "charge.updated",
      "charge.dispute.funds_withdrawn",
    ]);
    const intent = String((await sdk().checkout.sessions.retrieve(id)).payment_intent);
    expect((await errorOf(sdk().refunds.create({ payment_intent: intent }))).code).toBe("charge_disputed");
  });

  test("is won: the money and the countered fee come back, the received fee does not, a refund is possible", async () => {
    const sandbox = await openSandbox();
    const before = await netOf(sandbox);
    const { dispute, intent } = await disputed(sandbox);
    const { disputes, refunds } = sandbox.sdk();
    const staged = await disputes.update(dispute.id, {
      evidence: { customer_name: "Alex" },
      submit: false,
      metadata: { order: "7" },
    });
    expect(staged).toMatchObject({
      status: "needs_response",
      evidence: { customer_name: "Alex" },
      evidence_details: { has_evidence: true, submission_count: 0, submission_method: "not_submitted" },
      metadata: { order: "7" },
    });
    const won = await disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    expect(won).toMatchObject({
      status: "won",
      is_charge_refundable: true,
      evidence: { customer_name: "Alex" },
      evidence_details: { submission_count: 1, submission_method: "manual" },
      balance_transactions: [
        { amount: -2400, fee: 2000, net: -4400 },
        { reporting_category: "dispute_reversal", amount: 2400, fee: 0, net: 2400 },
      ],
    });
    expect(await countered(sandbox)).toEqual([2000, -2000]);
    expect(await typesAfter(sandbox, "charge.dispute.updated")).toEqual([
      "charge.dispute.updated",
      "charge.dispute.closed",
      "charge.dispute.funds_reinstated",
    ]);
    expect(await netOf(sandbox)).toBe(before + 2400 - 61 - 2000);
    expect((await refunds.create({ payment_intent: intent })).status).toBe("succeeded");
    expect((await errorOf(disputes.close(dispute.id))).message).toBe("This dispute is already closed");
  });

  test("is lost by its evidence, by giving in, or by silence", async () => {
    const sandbox = await openSandbox();
    const { disputes, events } = sandbox.sdk();
    const bad = await disputed(sandbox);
    const losing = { evidence: { uncategorized_text: "losing_evidence" } };
    expect((await disputes.update(bad.dispute.id, losing)).status).toBe("lost");
    expect(await countered(sandbox)).toEqual([-2000]);
    const given = await disputed(sandbox);
    expect((await disputes.close(given.dispute.id)).status).toBe("lost");
    const silent = await disputed(sandbox);
    const { due_by } = silent.dispute.evidence_details;
    expect(due_by).toBe(silent.dispute.created + 9 * DAY);
    await sandbox.advance(9 * DAY - 60);
    expect((await disputes.retrieve(silent.dispute.id)).status).toBe("needs_response");
    await sandbox.advance(120);
    expect(await disputes.retrieve(silent.dispute.id)).toMatchObject({
      status: "lost",
      evidence_details: { past_due: true },
    });
    expect((await events.list({ type: "charge.dispute.closed" })).data).toHaveLength(3);
    // Who counters nothing pays the first fee alone.
    expect(await countered(sandbox)).toEqual([-2000]);
    expect((await events.list({ type: "charge.dispute.funds_reinstated" })).data).toHaveLength(0);
  });

  test("under review takes no second answer", async () => {
    const sandbox = await openSandbox();
    const { dispute } = await disputed(sandbox);
    const { disputes } = sandbox.sdk();
    const answered = await disputes.update(dispute.id, { evidence: { product_description: "A mug" } });
    expect(answered.status).toBe("under_review");
    await errorOf(disputes.update(dispute.id, { evidence: { product_description: "Two mugs" } }));
    await errorOf(disputes.close(dispute.id));
    expect((await disputes.update(dispute.id, { metadata: { seen: "1" } })).status).toBe("under_review");
    await sandbox.advance(30 * DAY);
    expect((await disputes.retrieve(dispute.id)).status).toBe("under_review");
  });

  test("as an inquiry moves no money; a refund in full answers it", async () => {
    const sandbox = await openSandbox();
    const { dispute, intent } = await disputed(sandbox, "createDisputeInquiry");
    expect(dispute).toMatchObject({
      status: "warning_needs_response",
      is_charge_refundable: true,
      balance_transactions: [],
      payment_method_details: { card: { case_type: "inquiry" } },
    });
    await sandbox.sdk().refunds.create({ payment_intent: intent });
    expect((await sandbox.sdk().disputes.retrieve(dispute.id)).status).toBe("warning_closed");
    const other = await disputed(sandbox, "createDisputeInquiry");
    expect((await sandbox.sdk().disputes.close(other.dispute.id)).status).toBe("warning_closed");
    const open = await disputed(sandbox, "createDisputeInquiry");
    const text = { evidence: { uncategorized_text: "It was delivered." } };
    expect((await sandbox.sdk().disputes.update(open.dispute.id, text)).status).toBe("warning_under_review");
    await sandbox.advance(121 * DAY);
    expect((await sandbox.sdk().disputes.retrieve(open.dispute.id)).status).toBe("warning_closed");
  });

  test("may follow another on the same charge", async () => {
    const sandbox = await openSandbox();
    const { dispute, charge } = await disputed(sandbox, "createMultipleDisputes");
    const { disputes } = sandbox.sdk();
    const winning = { evidence: { uncategorized_text: "winning_evidence" } };
    await disputes.update(dispute.id, winning);
    await sandbox.advance(5);
    const both = (await disputes.list({ charge })).data;
    expect(both.map(({ status }) => status)).toEqual(["needs_response", "won"]);
    await disputes.update(both[0]?.id ?? "", winning);
    await sandbox.advance(5);
    expect((await disputes.list({ charge })).data).toHaveLength(2);
  });

  test("can follow a bank debit too", async () => {
    const { sdk, advance } = await openSandbox();
    const { id } = await sdk().paymentIntents.create({
      amount: 900,
      currency: "eur",
      confirm: true,
      payment_method: "pm_disputed_de",
    });
    await advance(20);
    expect((await sdk().disputes.list({ payment_intent: id })).data).toMatchObject([{ amount: 900 }]);
  });
});

describe("what Radar tells", () => {
  test("an early fraud warning, until there is nothing left to do", async () => {
    const sandbox = await openSandbox();
    const { sdk, pay, advance } = sandbox;
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id, "createIssuerFraudRecord");
    await advance(5);
    const [charge] = (await sdk().charges.list()).data;
    const [warning] = (await sdk().radar.earlyFraudWarnings.list({ charge: charge?.id ?? "" })).data;
    expect(warning).toMatchObject({ actionable: true, payment_intent: charge?.payment_intent });
    expect((await sdk().events.list({ type: "radar.early_fraud_warning.created" })).data).toHaveLength(1);
    await sdk().refunds.create({ charge: charge?.id ?? "", reason: "fraudulent" });
    const closed = await sdk().radar.earlyFraudWarnings.retrieve(warning?.id ?? "");
    expect(closed.actionable).toBe(false);
    expect((await sdk().events.list({ limit: 100 })).data.map(({ type }) => type)).toContain(
      "radar.early_fraud_warning.updated",
    );
  });

  test("a review, approved or ended by a refund", async () => {
    const { sdk } = await openSandbox();
    const buy = () =>
      sdk().paymentIntents.create({
        amount: 900,
        currency: "eur",
        confirm: true,
        payment_method: "pm_card_riskLevelElevated",
        expand: ["review", "latest_charge"],
      });
    const first = await buy();
    expect(first).toMatchObject({
      status: "succeeded",
      review: { open: true, reason: "rule", payment_intent: first.id },
      latest_charge: { outcome: { type: "manual_review", risk_level: "elevated" } },
    });
    const [open] = (await sdk().reviews.list()).data;
    expect(await sdk().reviews.approve(open?.id ?? "")).toMatchObject({
      open: false,
      closed_reason: "approved",
      reason: "approved",
    });
    expect((await errorOf(sdk().reviews.approve(open?.id ?? ""))).statusCode).toBe(400);
    const second = await buy();
    await sdk().refunds.create({ payment_intent: second.id });
    expect((await sdk().reviews.list()).data[0]).toMatchObject({ open: false, closed_reason: "refunded" });
    expect((await sdk().events.list({ types: ["review.*"] })).data.map(({ type }) => type)).toEqual([
      "review.closed",
      "review.opened",
      "review.closed",
      "review.opened",
    ]);
  });

  test("the highest risk is blocked before the bank is asked", async () => {
    const { sdk } = await openSandbox();
    const error = await errorOf(
      sdk().paymentIntents.create({
        amount: 900,
        currency: "eur",
        confirm: true,
        payment_method: "pm_card_radarBlock",
      }),
    );
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "fraudulent" });
    expect((await sdk().charges.list()).data[0]?.outcome).toMatchObject({
      type: "blocked",
      network_status: "not_sent_to_network",
    });
  });
});
