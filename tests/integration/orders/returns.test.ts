import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { endParcel } from "../../../server/orders/fulfillment/end-parcel.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { enqueueUnsentMails } from "../../../server/orders/mail/enqueue-unsent-mails.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { restockOrder, undoRestockOrder } from "../../../server/orders/place/restock-order.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { type AskInput, askReturn, getReturnable } from "../../../server/orders/returns/ask-return.ts";
import { closeReturn, endReturn } from "../../../server/orders/returns/end-return.ts";
import { countReturns, listReturns } from "../../../server/orders/returns/list-returns.ts";
import { receiveReturn } from "../../../server/orders/returns/receive-return.ts";
import { sendWithdrawalLink } from "../../../server/orders/returns/send-withdrawal-link.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario({ WITHDRAWAL_DAYS: "30" });
});
afterAll(() => s.testShop.close());

async function lineOf(orderId: string): Promise<string> {
  const [line] = await s.testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    orderId,
  ]);
  return line?.id ?? "";
}

type Asked = Partial<Omit<AskInput, "units">> & { units?: number };

/** Asks for units of the order's only line. */
const ask = async (orderId: string, { units = 1, ...asked }: Asked = {}) =>
  askReturn({
    ...{ reference: referenceOf(orderId), requestId: randomUUID(), note: null, ...asked },
    units: new Map([[await lineOf(orderId), units]]),
  });

async function asked(orderId: string, how: Asked = {}): Promise<string> {
  const result = await ask(orderId, how);
  if (result.kind !== "asked") throw new Error(result.refusal);
  return result.returnId;
}

async function send(orderId: string, units: number) {
  return sendOrder({
    ...{ orderId, requestId: randomUUID(), carrier: null, trackingNumbers: [], hasMail: false },
    units: new Map([[await lineOf(orderId), units]]),
  });
}

const receive = async (orderId: string, returnId: string, restock = true, condition: string | null = null) =>
  receiveReturn(returnId, new Map([[await lineOf(orderId), { restock, condition }]]));

const refund = (orderId: string, amountMinor: bigint, returnId: string | null = null) =>
  refundOrder({
    ...{ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason: null, note: null },
    returnId,
  });

async function stateOf(orderId: string): Promise<string | undefined> {
  const [row] = await s.testShop.sql<{ state: string }>(
    "SELECT fulfillment_state AS state FROM orders WHERE id = $1",
    [orderId],
  );
  return row?.state;
}

/** The jobs of an order's mails of one kind. */
const jobsOf = (orderId: string, kind: string) =>
  s.testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    `SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1 AND data->>'kind' = $2
      ORDER BY created_on`,
    [orderId, kind],
  );

/** Does the jobs of one kind, each twice, as after a crash. @returns the mails */
async function mailsOf(orderId: string, kind: string) {
  for (const { data } of await jobsOf(orderId, kind))
    for (let times = 0; times < 2; times += 1) await sendOrderMail(data);
  return s.testShop.sql<{ text: string; subject: string; recipient: string }>(
    "SELECT text, subject, recipient FROM mails WHERE order_id = $1 AND kind LIKE $2 ORDER BY created_at",
    [orderId, `${kind}:%`],
  );
}

const isListed = async (orderId: string) => {
  const page = await listOrders({ toSend: true });
  if (page.kind !== "page") throw new Error("too broad");
  return page.rows.some(({ id }) => id === orderId);
};

describe("a withdrawal", () => {
  it("is recorded with its receipt, which says when and what, once, also after a restore", async () => {
    const { order } = await s.sell({ quantity: 3 });
    await send(order.id, 3);
    const returnId = await asked(order.id, { units: 2, note: "Too small." });
    const [mail, second] = await mailsOf(order.id, "withdrawal_receipt");
    await enqueueUnsentMails();
    expect(await mailsOf(order.id, "withdrawal_receipt")).toHaveLength(1);
    expect(second).toBeUndefined();
    expect(mail?.text).toContain("2 × Tumble mug");
    expect(mail?.text).toMatch(/We received it on \w+day \d+ \w+ \d{4} at \d\d:\d\d UTC/);
    expect(mail?.text).toContain("Too small.");
    expect(mail?.text).toContain("Please send the items back within 14 days");
    expect(await getReceipt(referenceOf(order.id))).toMatchObject({
      returns: [{ id: returnId, kind: "withdrawal", state: "requested", isUnsent: false }],
    });
    expect(await getReturnable(referenceOf(order.id))).toMatchObject({
      refusal: null,
      lines: [{ quantity: 1 }],
    });
  });

  it("in two tabs at once, or sent twice, is one request", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const requestId = randomUUID();
    const same = await Promise.all([1, 2, 3].map(() => ask(order.id, { requestId, units: 1 })));
    expect(new Set(same.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await jobsOf(order.id, "withdrawal_receipt")).toHaveLength(1);
    // Another tab has a number of its own, and asks for more than is left.
    const other = await Promise.all([1, 2, 3, 4].map(() => ask(order.id, { units: 1 })));
    expect(other.filter(({ kind }) => kind === "asked")).toHaveLength(1);
    expect(await ask(order.id)).toEqual({ kind: "refused", refusal: "nothing_left" });
    const [row] = await s.testShop.sql<{ units: number }>(
      "SELECT sum(l.quantity)::int AS units FROM returns r JOIN return_lines l ON l.return_id = r.id WHERE order_id = $1",
      [order.id],
    );
    expect(row?.units).toBe(2);
    // The number of a form is no way to another order.
    const { order: foreign } = await s.sell();
    expect(await ask(foreign.id, { requestId })).toEqual({ kind: "refused", refusal: "unknown_order" });
  });

  it("of more than was bought is refused, by the database too", async () => {
    const { order } = await s.sell({ quantity: 2 });
    expect(await ask(order.id, { units: 3 })).toEqual({ kind: "refused", refusal: "too_many" });
    expect(await ask(order.id, { units: 0 })).toEqual({ kind: "refused", refusal: "empty" });
    expect(await ask(order.id, { reference: "x" })).toEqual({ kind: "refused", refusal: "unknown_order" });
    const { order: open } = await s.checkOut();
    expect(await ask(open.id)).toEqual({ kind: "refused", refusal: "not_paid" });
    const byHand = (orderId: string, quantity: number) =>
      s.testShop.sql(
        `WITH r AS (INSERT INTO returns (order_id, request_id, kind) VALUES ($1, gen_random_uuid(), 'withdrawal') RETURNING id)
         INSERT INTO return_lines (return_id, order_line_id, quantity) SELECT r.id, l.id, $2 FROM r, order_lines l WHERE l.order_id = $1`,
        [orderId, quantity],
      );
    await expect(byHand(order.id, 3)).rejects.toMatchObject({ constraint: "return_lines_bought" });
    await expect(byHand(open.id, 1)).rejects.toMatchObject({ constraint: "return_lines_paid" });
    const returnId = await asked(order.id);
    expect(await endReturn(returnId, { state: "canceled" })).toBe(true);
    await expect(
      s.testShop.sql("UPDATE returns SET state = 'requested', ended_at = NULL WHERE id = $1", [returnId]),
    ).rejects.toMatchObject({ constraint: "returns_over" });
  });

  it("of what was not sent yet takes it off what is to be sent, until the shop refuses it", async () => {
    const { order } = await s.sell({ quantity: 3 });
    expect(await isListed(order.id)).toBe(true);
    const part = await asked(order.id, { units: 2 });
    expect((await mailsOf(order.id, "withdrawal_receipt"))[0]?.text).toContain("they will not be");
    expect((await getOrder(order.id))?.units[0]?.units.left).toBe(1);
    expect(await send(order.id, 2)).toEqual({ kind: "refused", refusal: "too_many" });
    await expect(
      s.testShop.sql(
        `WITH f AS (INSERT INTO fulfillments (order_id, request_id) VALUES ($1, gen_random_uuid()) RETURNING id)
         INSERT INTO fulfillment_lines SELECT f.id, l.id, 2 FROM f, order_lines l WHERE l.order_id = $1`,
        [order.id],
      ),
    ).rejects.toMatchObject({ constraint: "fulfillment_lines_bought" });
    const rest = await asked(order.id, { units: 1 });
    expect(await stateOf(order.id)).toBe("returned");
    expect(await isListed(order.id)).toBe(false);
    expect(await send(order.id, 1)).toEqual({ kind: "refused", refusal: "nothing_to_send" });
    await expectCleanRecords();
    expect(await endReturn(rest, { state: "refused", reason: "Made to your measure." })).toBe(true);
    expect(await endReturn(rest, { state: "canceled" })).toBe(false);
    expect(await stateOf(order.id)).toBe("unfulfilled");
    expect(await isListed(order.id)).toBe(true);
    expect(await send(order.id, 1)).toMatchObject({ kind: "sent" });
    expect(await stateOf(order.id)).toBe("fulfilled");
    expect((await mailsOf(order.id, "return_refused"))[0]?.text).toContain("Made to your measure.");
    expect((await getOrder(order.id))?.returns).toMatchObject([
      { id: part, state: "requested", isUnsent: true },
      { id: rest, state: "refused", refusal: "Made to your measure.", endedBy: ADMIN.name },
    ]);
    await expectCleanRecords();
  });

  it("is a request to return after the window, for which no law sets a day", async () => {
    const { order } = await s.sell();
    const result = await send(order.id, 1);
    if (result.kind !== "sent") throw new Error("not sent");
    await endParcel(result.parcelId, "delivered");
    expect((await getReturnable(referenceOf(order.id)))?.kind).toBe("withdrawal");
    const deliveredFor = (days: number) =>
      s.testShop.sql(
        "UPDATE fulfillments SET moved_at = now() - make_interval(days => $2) WHERE order_id = $1",
        [order.id, days],
      );
    await deliveredFor(29);
    expect(await getReturnable(referenceOf(order.id))).toMatchObject({ kind: "withdrawal", windowDays: 30 });
    await deliveredFor(32);
    expect((await getReturnable(referenceOf(order.id)))?.kind).toBe("return");
    await asked(order.id);
    expect(await mailsOf(order.id, "return_receipt")).toHaveLength(1);
    expect((await getOrder(order.id))?.returns).toMatchObject([{ kind: "return", dueAt: null }]);
  });
});

describe("what comes back", () => {
  it("is received once, put into stock by choice, and refunded with the shipping", async () => {
    const { order, variant } = await s.sell({ quantity: 2, onHand: 5 });
    await send(order.id, 2);
    const first = await asked(order.id);
    const second = await asked(order.id);
    expect((await listReturns()).rows.some(({ id }) => id === first)).toBe(true);
    const before = await countReturns();
    expect(await Promise.all([receive(order.id, first), receive(order.id, first)])).toContain(false);
    expect(await receive(order.id, second, false, "Broken handle")).toBe(true);
    expect((await s.stockOf(variant))?.onHand).toBe(4);
    const seen = await getOrder(order.id);
    expect(seen?.soldUnits).toBe(1);
    expect(seen?.returns).toMatchObject([
      { state: "received", receivedBy: ADMIN.name, lines: [{ restocked: true, condition: null }] },
      { state: "received", lines: [{ restocked: false, condition: "Broken handle" }] },
    ]);
    // The first has no shipping, the last has: together they are all that was paid.
    expect(seen?.returns.map(({ proposed }) => proposed.amountMinor)).toEqual([2400n, 2400n]);
    expect(await refund(order.id, 2400n, first)).toMatchObject({ kind: "done" });
    const rest = (await getOrder(order.id))?.returns[1]?.proposed.amountMinor ?? 0n;
    expect(rest).toBe(order.captured - 2400n);
    expect(await refund(order.id, rest, second)).toMatchObject({ kind: "done" });
    expect(await refund(order.id, 1n, second)).toMatchObject({ kind: "refused" });
    const after = await getOrder(order.id);
    expect(after?.paymentState).toBe("refunded");
    expect(after?.returns.map(({ state }) => state)).toEqual(["refunded", "refunded"]);
    expect(await countReturns()).toBe(before - 2);
    // What is left of it can still be put back, and taken out again.
    expect(await restockOrder(order.id)).toBe(true);
    expect((await s.stockOf(variant))?.onHand).toBe(5);
    expect(await undoRestockOrder(order.id)).toBe("undone");
    expect((await s.stockOf(variant))?.onHand).toBe(4);
    expect(await ask(order.id)).toEqual({ kind: "refused", refusal: "refunded" });
    await expectCleanRecords();
  });

  it("is not refunded twice by two admins, and not for a return that is over or of another order", async () => {
    const { order } = await s.sell({ quantity: 3 });
    const returnId = await asked(order.id);
    const results = await Promise.all([1, 2, 3].map(() => refund(order.id, 2400n, returnId)));
    expect(results.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(results).toContainEqual({ kind: "refused", refusal: "return_ended" });
    expect(await s.refundsOf(order.id)).toHaveLength(1);
    const { order: other } = await s.sell();
    const foreign = await asked(other.id);
    expect(await refund(order.id, 100n, foreign)).toEqual({ kind: "refused", refusal: "return_ended" });
    expect(await closeReturn(foreign)).toBe(true);
    expect(await refund(other.id, 100n, foreign)).toEqual({ kind: "refused", refusal: "return_ended" });
  });

  it("waits again where its refund fails", async () => {
    const { order } = await s.sell({ quantity: 2 }, "tok_refundFail");
    await send(order.id, 2);
    const returnId = await asked(order.id);
    await receive(order.id, returnId);
    await refund(order.id, 2400n, returnId);
    await s.testShop.sql("UPDATE refunds SET state = 'pending' WHERE order_id = $1 AND state = 'requested'", [
      order.id,
    ]);
    await s.testShop.control("clock", { advance_seconds: 60 });
    await s.testShop.delivered();
    await s.drain(order.intent ?? "");
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.refundsOf(order.id)).map(({ state }) => state)).toEqual(["failed"]);
    expect((await getOrder(order.id))?.returns).toMatchObject([{ state: "received", endedAt: null }]);
  });
});

describe("the link for who has lost it", () => {
  const links = async (orderId: string) => (await jobsOf(orderId, "withdrawal_link")).length;

  it("goes to the order's own address, three times an hour, and every answer is the same", async () => {
    const { order } = await s.sell();
    // An address of its own: the limit counts addresses.
    await s.testShop.sql("UPDATE orders SET email = 'Lost@Shopper.test' WHERE id = $1", [order.id]);
    const wrong = [
      () => sendWithdrawalLink(order.number, "other@shopper.test"),
      () => sendWithdrawalLink(order.number + 9_999, "lost@shopper.test"),
      () => sendWithdrawalLink(2_147_483_647, ""),
    ];
    for (const act of wrong) expect(await act()).toBeUndefined();
    expect(await links(order.id)).toBe(0);
    for (let times = 0; times < 5; times += 1)
      expect(await sendWithdrawalLink(order.number, " lost@shopper.TEST ")).toBeUndefined();
    expect(await links(order.id)).toBe(3);
    const mails = await mailsOf(order.id, "withdrawal_link");
    expect(mails).toHaveLength(3);
    expect(mails[0]?.recipient).toBe("Lost@Shopper.test");
    expect(mails[0]?.text).toContain("/orders/__reference__/return");
    // At once they are counted one by one.
    await s.testShop.sql(
      "UPDATE order_effects SET done_at = now() - interval '2 hours' WHERE order_id = $1 AND effect LIKE 'mail:withdrawal_link:%'",
      [order.id],
    );
    await Promise.all([1, 2, 3, 4, 5].map(() => sendWithdrawalLink(order.number, "lost@shopper.test")));
    expect(await links(order.id)).toBe(6);
  });

  it("takes as long for a stranger as for the shopper", async () => {
    const { order } = await s.sell();
    const took = async (email: string) => {
      const start = performance.now();
      await sendWithdrawalLink(order.number, email);
      return performance.now() - start;
    };
    expect(await took("jo@shopper.test")).toBeGreaterThan(390);
    expect(await took("stranger@shopper.test")).toBeGreaterThan(390);
  });

  it("is not sent for an order that was never paid", async () => {
    const { order } = await s.checkOut();
    await s.testShop.sql("UPDATE orders SET email = 'unpaid@shopper.test' WHERE id = $1", [order.id]);
    await sendWithdrawalLink(order.number, "unpaid@shopper.test");
    expect(await links(order.id)).toBe(0);
  });
});
