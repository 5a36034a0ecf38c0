import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refund as refundAction } from "../../../app/admin/(signed-in)/orders/[id]/actions.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { endParcel } from "../../../server/orders/fulfillment/end-parcel.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { type RefundInput, refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { askReturn, getReturnable } from "../../../server/orders/returns/ask-return.ts";
import { endReturn } from "../../../server/orders/returns/end-return.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { formOf } from "../../support/browser.ts";
import { check } from "../../support/records-fixture.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** A paid order of three units at 10.00 and one at 24.00, with 5.00 for shipping. */
async function sell(token = "tok_visa") {
  const variants = [
    await makeVariant(s.testShop, { onHand: 10, priceMinor: 1000 }),
    await makeVariant(s.testShop, { onHand: 10, priceMinor: 2400 }),
  ] as const;
  const cart = cartOf([variants[0], 3], [variants[1], 1]);
  expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  const { id, session } = await s.orderOfCart(cart.key);
  await s.testShop.pay(session, token);
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  const lines = await s.testShop.sql<{ id: string }>(
    "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position",
    [id],
  );
  const [mugs = "", lamp = ""] = lines.map((line) => line.id);
  return { id, mugs, lamp, variants, order: await s.orderById(id) };
}

const refund = (
  orderId: string,
  amountMinor: bigint,
  units: Record<string, number> = {},
  more: Partial<RefundInput> = {},
) =>
  refundOrder({
    ...{ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason: null, note: null },
    units: new Map(Object.entries(units)),
    ...more,
  });

const send = (orderId: string, units: Record<string, number>) =>
  sendOrder({
    ...{ orderId, requestId: randomUUID(), carrier: null, trackingNumbers: [], hasMail: false },
    units: new Map(Object.entries(units)),
  });

const partsOf = (orderId: string) =>
  s.testShop.sql<{ quantity: number; amount: bigint; unsent: number; sent: number; state: string }>(
    `SELECT l.quantity, l.amount_minor AS amount, l.unsent, l.sent, r.state
       FROM refunds r JOIN refund_lines l ON l.refund_id = r.id JOIN order_lines o ON o.id = l.order_line_id
      WHERE r.order_id = $1 ORDER BY r.created_at, o.position`,
    [orderId],
  );

async function unitsOf(orderId: string) {
  const order = await getOrder(orderId);
  return order?.units.map(({ units }, index) => ({
    left: units.left,
    sent: units.sent,
    refunded: order.lines[index]?.refundedUnits,
  }));
}

async function isListed(orderId: string) {
  const page = await listOrders({ toSend: true });
  if (page.kind !== "page") throw new Error("too broad");
  return page.rows.some(({ id }) => id === orderId);
}

/** The order's refund mails, sent as the worker sends them. */
async function mailsOf(orderId: string) {
  const jobs = await s.testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    `SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1
        AND data->>'kind' = 'refunded' ORDER BY created_on`,
    [orderId],
  );
  for (const { data } of jobs) await sendOrderMail(data);
  return s.testShop.sql<{ text: string }>(
    "SELECT text FROM mails WHERE order_id = $1 AND kind LIKE 'refunded:%' ORDER BY created_at",
    [orderId],
  );
}

describe("a refund by line", () => {
  it("takes what was not sent off what is to be sent, and is named to the shopper", async () => {
    const { id, mugs } = await sell();
    expect(await refund(id, 1500n, { [mugs]: 1 }, { shippingMinor: 500n })).toMatchObject({ kind: "done" });
    expect(await partsOf(id)).toEqual([
      { quantity: 1, amount: 1000n, unsent: 1, sent: 0, state: "succeeded" },
    ]);
    expect(await unitsOf(id)).toEqual([
      { left: 2, sent: 0, refunded: 1 },
      { left: 1, sent: 0, refunded: 0 },
    ]);
    expect(await isListed(id)).toBe(true);
    expect((await getReceipt(referenceOf(id)))?.lines.map((line) => line.refundedUnits)).toEqual([1, 0]);
    const [mail] = await mailsOf(id);
    expect(mail?.text).toMatch(/Refunded\n1 × Tumble mug[^\n]*€10\.00\nShipping[^\n]*€5\.00\n/);
    await expectCleanRecords();
  });

  it("comes to what was charged in three steps, and leaves nothing to send or to ask for", async () => {
    const { id, mugs, lamp } = await sell();
    await refund(id, 1000n, { [mugs]: 1 });
    await refund(id, 4400n, { [mugs]: 2, [lamp]: 1 });
    expect(await isListed(id)).toBe(false);
    expect(await send(id, { [mugs]: 1 })).toMatchObject({ kind: "refused", refusal: "nothing_to_send" });
    await refund(id, 500n, {}, { shippingMinor: 500n });
    expect(await s.orderById(id)).toMatchObject({ state: "refunded", refunded: 5900n });
    expect((await getOrder(id))?.refundable.amountMinor).toBe(0n);
    await expectCleanRecords();
  });

  it("has its share of a discount of the whole order, which the database knows too", async () => {
    const { id, mugs, lamp } = await sell();
    // As an order with a discount of 7.00 would have been written.
    await s.testShop.sql(
      `WITH off AS (INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
                    VALUES ($1, 'discount', 'SEVEN', 'Seven off', -700)),
            line AS (UPDATE order_lines SET unit_price_minor = 3100, total_minor = 3100 WHERE id = $2)
       UPDATE orders SET subtotal_minor = 6100 WHERE id = $1`,
      [id, lamp],
    );
    expect((await getOrder(id))?.charges.lines.map(({ charge }) => charge.amountMinor)).toEqual([
      2656n,
      2744n,
    ]);
    const most = await s.testShop.sql<{ most: string }>(
      "SELECT line_charged_at_most(id)::text AS most FROM order_lines WHERE order_id = $1 ORDER BY position",
      [id],
    );
    expect(most.map((line) => Math.round(Number(line.most)))).toEqual([2656, 2745]);
    expect(await refund(id, 887n, { [mugs]: 1 })).toMatchObject({ refusal: "above_choice" });
    await refund(id, 886n, { [mugs]: 1 });
    await refund(id, 4514n, { [mugs]: 2, [lamp]: 1 });
    await refund(id, 500n, {}, { shippingMinor: 500n });
    expect(await s.orderById(id)).toMatchObject({ state: "refunded", refunded: 5900n });
    await expectCleanRecords();
  });

  it("is refused for a unit that is refunded, more shipping than was paid, and more than it comes to", async () => {
    const { id, mugs, lamp } = await sell();
    await refund(id, 3000n, { [mugs]: 3 });
    const refused = (refusal: string) => ({ kind: "refused", refusal });
    expect(await refund(id, 1000n, { [mugs]: 1 })).toEqual(refused("units_refunded"));
    expect(await refund(id, 600n, {}, { shippingMinor: 600n })).toEqual(refused("shipping_refunded"));
    expect(await refund(id, 2401n, { [lamp]: 1 })).toEqual(refused("above_choice"));
    const { mugs: foreign } = await sell();
    expect(await refund(id, 1000n, { [foreign]: 1 })).toEqual(refused("units_refunded"));
    expect(await partsOf(id)).toHaveLength(1);
  });

  it("of one unit by several admins at once is made once, and the others are told why", async () => {
    const { id, lamp } = await sell();
    const answers = await Promise.all([1, 2, 3, 4].map(() => refund(id, 1000n, { [lamp]: 1 })));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(
      answers.filter((answer) => answer.kind === "refused" && answer.refusal === "units_refunded"),
    ).toHaveLength(3);
    expect(await s.refundsAtStripe((await s.orderById(id)).intent)).toHaveLength(1);
  });

  it("and sending the same unit at once are never both done", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, lamp } = await sell();
      await Promise.all([refund(id, 2400n, { [lamp]: 1 }), send(id, { [lamp]: 1 })]);
      const [part] = await partsOf(id);
      const [, units] = (await unitsOf(id)) ?? [];
      expect(units?.left).toBe(0);
      // Either it was sent and refunded then, or it is not sent.
      expect(part).toMatchObject({ unsent: 1 - (units?.sent ?? 0), sent: units?.sent });
    }
    await expectCleanRecords();
  });

  it("of what was sent leaves the rest to be sent, and is not sent again when it comes back", async () => {
    const { id, mugs } = await sell();
    const sent = await send(id, { [mugs]: 3 });
    await refund(id, 1000n, { [mugs]: 1 });
    expect(await partsOf(id)).toMatchObject([{ unsent: 0, sent: 1 }]);
    await endParcel(sent.kind === "sent" ? sent.parcelId : "", "returned");
    expect(await unitsOf(id)).toEqual([
      { left: 2, sent: 0, refunded: 1 },
      { left: 1, sent: 0, refunded: 0 },
    ]);
    expect(await send(id, { [mugs]: 3 })).toMatchObject({ refusal: "too_many" });
    await expect(
      s.testShop.sql(
        `WITH f AS (INSERT INTO fulfillments (order_id, request_id) VALUES ($1, gen_random_uuid()) RETURNING id)
         INSERT INTO fulfillment_lines SELECT id, $2, 3 FROM f`,
        [id, mugs],
      ),
    ).rejects.toMatchObject({ constraint: "fulfillment_lines_bought" });
    expect(await send(id, { [mugs]: 2 })).toMatchObject({ kind: "sent" });
    await expectCleanRecords();
  });

  it("at a lower amount takes that off its parts, and the rest stays an amount to refund", async () => {
    const { id, mugs } = await sell();
    expect(await refund(id, 1001n, { [mugs]: 1 }, { shippingMinor: 500n })).toMatchObject({ kind: "done" });
    const [made] = await s.testShop.sql<{ shipping: bigint }>(
      "SELECT shipping_minor AS shipping FROM refunds WHERE order_id = $1",
      [id],
    );
    expect(made?.shipping).toBe(333n);
    expect(await partsOf(id)).toMatchObject([{ amount: 668n }]);
    expect((await getOrder(id))?.refundable.amountMinor).toBe(4899n);
    await expectCleanRecords();
  });
});

describe("a refund without lines", () => {
  it("of Stripe's dashboard counts against the whole order, and against no unit", async () => {
    const { id, mugs, lamp, order } = await sell();
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "4000" });
    await s.shop.reconcileOrder(id, { cause: "admin", namesRefund: true });
    const seen = await getOrder(id);
    expect(seen?.refunds).toMatchObject([{ items: [], shipping: { amountMinor: 0n } }]);
    expect(seen?.charges.refundableMinor).toBe(1900n);
    expect(await unitsOf(id)).toMatchObject([{ left: 3 }, { left: 1 }]);
    expect(await refund(id, 3000n, { [mugs]: 3 })).toEqual({ kind: "refused", refusal: "above_remaining" });
    expect(await refund(id, 1900n, { [lamp]: 1 })).toMatchObject({ kind: "done" });
    expect(await partsOf(id)).toMatchObject([{ quantity: 1, amount: 1900n }]);
    await expectCleanRecords();
  });
});

describe("a refund by line that fails", () => {
  it("later leaves its units to be sent and refunded again, and takes them out of stock again", async () => {
    const { id, lamp, variants } = await sell("tok_refundFail");
    const before = await s.stockOf(variants[1]);
    expect(await refund(id, 2400n, { [lamp]: 1 }, { isRestocked: true })).toMatchObject({ kind: "done" });
    expect(await s.stockOf(variants[1])).toEqual({ onHand: (before?.onHand ?? 0) + 1, reserved: 0 });
    expect(await unitsOf(id)).toMatchObject([{}, { left: 0 }]);
    await s.testShop.control("clock", { advance_seconds: 600 });
    await s.shop.reconcileOrder(id, { cause: "admin", namesRefund: true });
    expect(await partsOf(id)).toMatchObject([{ state: "failed" }]);
    expect(await unitsOf(id)).toMatchObject([{}, { left: 1, refunded: 0 }]);
    expect(await s.stockOf(variants[1])).toEqual(before);
    expect(await isListed(id)).toBe(false);
    expect((await getOrder(id))?.conflict).toBe("refund_failed");
    expect(await refund(id, 2400n, { [lamp]: 1 })).toMatchObject({ kind: "done" });
  });

  it("at once does the same", async () => {
    const { id, lamp, variants, order } = await sell();
    const before = await s.stockOf(variants[1]);
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent) });
    await s.testShop.control("faults", undefined, "DELETE");
    expect(await refund(id, 2400n, { [lamp]: 1 }, { isRestocked: true })).toEqual({
      kind: "refused",
      refusal: "by_stripe",
    });
    expect(await s.stockOf(variants[1])).toEqual(before);
    expect(await partsOf(id)).toMatchObject([{ state: "failed", unsent: 1 }]);
    expect(await unitsOf(id)).toMatchObject([{}, { left: 1, refunded: 0 }]);
  });

  it("to be answered is made once by the sweep, with its lines", async () => {
    const { id, mugs } = await sell();
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    const requestId = randomUUID();
    const again = () => refund(id, 2000n, { [mugs]: 2 }, { requestId, isRestocked: true });
    expect((await again()).kind).toBe("unavailable");
    expect(await unitsOf(id)).toMatchObject([{ left: 1, refunded: 2 }, {}]);
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await again()).toMatchObject({ kind: "done" });
    expect(await partsOf(id)).toMatchObject([{ quantity: 2, state: "succeeded" }]);
    expect(await mailsOf(id)).toHaveLength(1);
    await expectCleanRecords();
  });
});

describe("returns and refunds by line", () => {
  it("a withdrawal that is refunded with its lines takes its units off once", async () => {
    const { id, mugs } = await sell();
    const asked = await askReturn({
      ...{ reference: referenceOf(id), requestId: randomUUID(), note: null },
      units: new Map([[mugs, 2]]),
    });
    const returnId = asked.kind === "asked" ? asked.returnId : "";
    const view = (await getOrder(id))?.returns[0];
    expect(view?.proposedChoice).toEqual({ units: new Map([[mugs, 2]]), shippingMinor: 0n });
    expect(view?.proposed.amountMinor).toBe(2000n);
    expect(await refund(id, 2000n, { [mugs]: 2 }, { returnId })).toMatchObject({ kind: "done" });
    expect(await partsOf(id)).toMatchObject([{ quantity: 2, unsent: 0, sent: 0 }]);
    expect(await unitsOf(id)).toMatchObject([{ left: 1, refunded: 2 }, { left: 1 }]);
    await expectCleanRecords();
  });

  it("what is refunded without a return cannot be asked for back", async () => {
    const { id, mugs, lamp } = await sell();
    await refund(id, 2000n, { [mugs]: 2 });
    expect((await getReturnable(referenceOf(id)))?.lines).toMatchObject([
      { lineId: mugs, quantity: 1 },
      { lineId: lamp, quantity: 1 },
    ]);
    await refund(id, 1000n, { [mugs]: 1 });
    expect((await getReturnable(referenceOf(id)))?.lines).toMatchObject([{ lineId: lamp }]);
  });
});

describe("the form", () => {
  const press = (orderId: string, fields: Record<string, string>) =>
    refundAction(
      null,
      formOf({
        ...{ orderId, requestId: randomUUID(), amount: "", shipping: "", reason: "", note: "" },
        ...fields,
      }),
    );

  it("says what happens to money, goods and the shopper, and then does exactly that", async () => {
    const { id, mugs, lamp } = await sell();
    const requestId = randomUUID();
    const fields = {
      ...{ requestId, [`units:${mugs}`]: "1", [`units:${lamp}`]: "0", shipping: "2,50", restock: "on" },
      step: "review",
    };
    const review = await press(id, fields);
    if (review?.step !== "confirm") throw new Error(JSON.stringify(review));
    expect(review).toMatchObject({
      promise: "Refund €12.50 of €59.00 to Visa 4242",
      goods: ["Not sent any more: 1 × Tumble mug.", "Back into stock: 1 item."],
      values: { amount: "12.50", shipping: "2,50" },
    });
    expect(review.mail?.text).toMatch(/1 × Tumble mug[^\n]*€10\.00\nShipping[^\n]*€2\.50/);
    expect(review.mail?.text).toContain("So far €12.50 of the €59.00 you paid is refunded.");
    expect(review.mail?.text).not.toContain(referenceOf(id));
    expect(await partsOf(id)).toEqual([]);
    await press(id, { ...fields, amount: review.values.amount, step: "confirm" });
    expect(await partsOf(id)).toMatchObject([{ quantity: 1, amount: 1000n, state: "succeeded" }]);
    const [mail] = await mailsOf(id);
    const withoutLink = (text = "") => text.replace(/orders\/\S+/, "orders/…");
    expect(withoutLink(mail?.text)).toBe(review.mail?.text);
  });

  it("asks again when the units were refunded since the review", async () => {
    const { id, lamp } = await sell();
    const fields = { [`units:${lamp}`]: "1", step: "review" };
    expect(await press(id, fields)).toMatchObject({ step: "confirm" });
    await refund(id, 2400n, { [lamp]: 1 });
    expect(await press(id, { ...fields, amount: "24.00", step: "confirm" })).toMatchObject({
      step: "edit",
      problem: expect.stringContaining("fewer are left to refund"),
    });
  });

  it.each([
    [{}, "Choose items or shipping, or enter an amount."],
    [{ shipping: "5.01" }, "That is more than is left of the shipping: €5.00."],
    [{ shipping: "x" }, '"x" is not an amount such as 12.50.'],
    [{ shipping: "1", amount: "2" }, "That is more than the chosen items and shipping come to: €1.00."],
  ])("refuses %j", async (fields, problem) => {
    const { id } = await sell();
    expect(await press(id, { ...fields, step: "review" })).toMatchObject({
      step: "edit",
      problem: expect.stringContaining(problem),
    });
  });
});

describe("a request that ends after its units were refunded", () => {
  it.each(["refused", "canceled"] as const)(
    "%s: what was withdrawn is not sent for all that",
    async (state) => {
      const { id, mugs } = await sell();
      const asked = await askReturn({
        ...{ reference: referenceOf(id), requestId: randomUUID(), note: null, units: new Map([[mugs, 2]]) },
      });
      if (asked.kind !== "asked") throw new Error(asked.refusal);
      // One of the two, without naming the request.
      expect(await refund(id, 1000n, { [mugs]: 1 })).toMatchObject({ kind: "done" });
      expect(await unitsOf(id)).toMatchObject([{ left: 1, refunded: 1 }, { left: 1 }]);
      const ending = state === "refused" ? { state, reason: "It was used." } : { state };
      expect(await endReturn(asked.returnId, ending)).toBe(true);
      expect(await unitsOf(id)).toMatchObject([{ left: 2, refunded: 1 }, { left: 1 }]);
      expect(await send(id, { [mugs]: 3 })).toMatchObject({ kind: "refused", refusal: "too_many" });
      expect(await send(id, { [mugs]: 2 })).toMatchObject({ kind: "sent" });
      expect(await partsOf(id)).toMatchObject([{ quantity: 1, unsent: 1, sent: 0 }]);
      await expectCleanRecords();
    },
  );
});

describe("the database", () => {
  const insert = (orderId: string, lineId: string, part: string, refundPart = "1000, 0") =>
    s.testShop.sql(
      `WITH r AS (INSERT INTO refunds (order_id, request_id, currency, amount_minor, shipping_minor)
                  VALUES ($1, gen_random_uuid(), 'eur', ${refundPart}) RETURNING id)
       INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount_minor, unsent) SELECT id, $2, ${part} FROM r`,
      [orderId, lineId],
    );

  it.each([
    ["more units than were bought", "4, 1000, 0", "1000, 0", "refund_lines_bought"],
    ["more than a line was charged", "1, 3001, 0", "3001, 0", "refund_lines_charged"],
    ["more shipping than was paid", "1, 999, 0", "1500, 501", "refunds_shipping_paid"],
    ["parts that are not the whole", "1, 999, 0", "1000, 0", "refunds_amount_of_parts"],
    ["more unsent units than there are", "3, 1000, 3", "1000, 0", "refund_lines_unsent"],
  ])("refuses %s, whatever asks", async (_what, part, refundPart, constraint) => {
    const { id, mugs } = await sell();
    await send(id, { [mugs]: 1 });
    await expect(insert(id, mugs, part, refundPart)).rejects.toMatchObject({ constraint });
    const { mugs: foreign } = await sell();
    await expect(insert(id, foreign, "1, 1000, 0")).rejects.toMatchObject({
      constraint: "refund_lines_bought",
    });
  });

  it("that let through what it should refuse is found by the check of records", async () => {
    const { id, mugs } = await sell();
    await refund(id, 1000n, { [mugs]: 1 });
    await send(id, { [mugs]: 2 });
    const client = await s.testShop.sql<{ id: string }>(
      `SELECT l.refund_id AS id FROM refund_lines l WHERE l.order_line_id = $1`,
      [mugs],
    );
    await s.testShop.sql("ALTER TABLE refund_lines DISABLE TRIGGER USER");
    try {
      await s.testShop.sql(
        "UPDATE refund_lines SET quantity = 4, unsent = 2, amount_minor = 999 WHERE refund_id = $1",
        [client[0]?.id],
      );
    } finally {
      await s.testShop.sql("ALTER TABLE refund_lines ENABLE TRIGGER USER");
    }
    const { differences } = await check();
    expect(differences.map(({ evidence }) => evidence.records.code).toSorted()).toEqual([
      "refund_of_parts",
      "units_refunded_twice",
      "units_sent_refunded",
    ]);
  });
});
