import { randomUUID } from "node:crypto";
import { createElement } from "react";
import { afterAll, beforeAll, expect, it } from "vitest";
import { erase } from "../../../app/admin/(signed-in)/customers/[id]/erase/actions.ts";
import { eraseCustomer, getErasure } from "../../../server/customers/erase/erase-customer.ts";
import { saveNote } from "../../../server/customers/save-note.ts";
import { writeMail } from "../../../server/mail/write-mail.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { correctAddress } from "../../../server/orders/fulfillment/correct-address.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { saveOrderNote } from "../../../server/orders/history/note-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { repeatMail, writeToShopper } from "../../../server/orders/mail/write-to-shopper.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { askReturn, getReturnable } from "../../../server/orders/returns/ask-return.ts";
import { endReturn } from "../../../server/orders/returns/end-return.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { hideWords } from "../../../server/platform/requests/hidden-words.ts";
import { formOf } from "../../support/browser.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const MAIL = "jo@shopper.test";
/** What a person is found by, in any table. */
const TRACES = [
  "jo@shopper",
  "Jo Shopper",
  "Quay Street",
  "H91 AA00",
  "Galway",
  "Knock twice",
  "Wrong color",
  "JJD0001",
  'last4"": ""4242',
];

const customerId = async () =>
  (await s.testShop.sql<{ id: string }>("SELECT id FROM customers WHERE email = $1", [MAIL]))[0]?.id ?? "";

async function tracesIn(): Promise<string[]> {
  const tables = await s.testShop.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    for (const trace of TRACES) {
      const [row] = await s.testShop.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${name} t WHERE t::text ILIKE $1`,
        [`%${trace}%`],
      );
      if (row?.count) found.push(`${name}: ${trace}`);
    }
  return found;
}

/** An order that has been through everything that keeps a person's words, and is finished. */
async function finishedOrder() {
  const { order } = await s.sell({ quantity: 2 });
  await s.drain(order.id, 2);
  await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
  await writeToShopper({
    ...{ orderId: order.id, requestId: randomUUID(), subject: "For Jo Shopper", text: "Dear Jo Shopper" },
  });
  await saveOrderNote({ orderId: order.id, text: "Knock twice", requestId: randomUUID() });
  const [line] = await s.testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    order.id,
  ]);
  const lineId = line?.id ?? "";
  await correctAddress(order.id, {
    ...{
      name: "Jo Shopper",
      line1: "2 Quay Street",
      line2: "",
      postalCode: "H91 AA00",
      city: "Galway",
      region: "",
    },
  });
  const sending = await sendOrder({
    ...{
      orderId: order.id,
      requestId: randomUUID(),
      carrier: "dhl",
      trackingNumbers: ["JJD0001"],
      hasMail: true,
    },
    units: new Map([[lineId, 2]]),
  });
  expect(sending.kind).toBe("sent");
  const asked = await askReturn({
    ...{ reference: referenceOf(order.id), requestId: randomUUID(), note: "Wrong color" },
    units: new Map([[lineId, 1]]),
  });
  if (asked.kind !== "asked") throw new Error(asked.refusal);
  return { order: await s.orderById(order.id), returnId: asked.returnId };
}

it("a person is not erased before their orders are finished, without their address typed", async () => {
  const { order, returnId } = await finishedOrder();
  const id = await customerId();
  const unfinished = (why: string) => ({
    kind: "unfinished",
    orders: [{ id: order.id, number: order.number, why }],
  });
  expect(await eraseCustomer(id, MAIL)).toEqual(unfinished("return_open"));
  await endReturn(returnId, { state: "refused", reason: "Wrong color, but worn" });
  const cases: [set: string, why: string][] = [
    ["payment_state = 'processing'", "open_payment"],
    ["dispute_hold = 'open'", "dispute_open"],
    ["conflict = 'by_hand', conflict_at = now()", "review"],
    ["fulfillment_state = 'partially_fulfilled'", "unsent"],
  ];
  for (const [set, why] of cases) {
    const [before] = await s.testShop.sql<Record<string, unknown>>(
      "SELECT payment_state, dispute_hold, conflict, conflict_at, fulfillment_state FROM orders WHERE id = $1",
      [order.id],
    );
    await s.testShop.sql(`UPDATE orders SET ${set} WHERE id = $1`, [order.id]);
    expect(await eraseCustomer(id, MAIL)).toEqual(unfinished(why));
    await s.testShop.sql(
      `UPDATE orders SET payment_state = $2, dispute_hold = $3, conflict = $4, conflict_at = $5, fulfillment_state = $6
        WHERE id = $1`,
      [order.id, ...Object.values(before ?? {})],
    );
  }
  expect(await eraseCustomer(id, "jo@shopper.tes")).toEqual({ kind: "mistyped" });
  expect(await getErasure(id)).toMatchObject({ email: MAIL, numbers: [order.number], unfinished: [] });
  expect(await tracesIn()).not.toEqual([]);
});

it("an erased person is in no table, and neither reconciling, a late event, a mail nor a restless form brings them back", async () => {
  const id = await customerId();
  const [order] = await s.testShop.sql<{ id: string; number: number; session: string }>(
    "SELECT id, number, stripe_session_id AS session FROM orders WHERE email = $1",
    [MAIL],
  );
  if (!order) throw new Error("no order");
  await saveNote(id, "Jo Shopper likes blue", "");
  const amounts = () =>
    s.testShop.sql(
      `SELECT number, payment_state, total_minor, captured_minor, refunded_minor, placed_at, paid_at, fulfillment_state,
              shipping_address->>'country' AS country, stripe_payment_intent_id FROM orders WHERE id = $1`,
      [order.id],
    );
  const before = await amounts();
  expect(before).toMatchObject([{ country: "IE" }]);
  await expect(erase(null, formOf({ id, typed: ` ${MAIL.toUpperCase()} ` }))).rejects.toMatchObject({
    digest: expect.stringContaining("/admin/customers?erased=1"),
  });
  expect(await tracesIn()).toEqual([]);
  expect(await amounts()).toEqual(before);
  expect(await getReceipt(referenceOf(order.id))).toMatchObject({ erasedAt: expect.any(Date), email: null });
  expect(await getReturnable(referenceOf(order.id))).toBeNull();
  for (const q of [MAIL, "Jo Shopper", "Galway"]) {
    const page = await listOrders({ search: q });
    expect(page.kind === "page" ? page.rows : []).toEqual([]);
  }
  expect(hideWords(MAIL)).not.toContain("shopper");

  // Stripe still knows all of it.
  await s.shop.reconcileOrder(order.id, { cause: "admin" });
  await s.testShop.sql(
    "UPDATE stripe_events SET state = 'received', claimed_until = now() WHERE order_id = $1",
    [order.id],
  );
  const refunded = await refundOrder({
    ...{
      orderId: order.id,
      requestId: randomUUID(),
      amountMinor: 100n,
      currency: "eur",
      reason: null,
      note: null,
    },
  });
  expect(refunded.kind).toBe("done");
  await s.drain(order.id, 3);
  await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
  // A job that had read the address before.
  const late = { orderId: order.id, kind: "late", recipient: MAIL, subject: "Late", text: MAIL };
  expect(await writeMail({ ...late, body: createElement("p") })).toBeNull();
  expect(
    await writeToShopper({ orderId: order.id, requestId: randomUUID(), subject: "Jo Shopper", text: MAIL }),
  ).toBe("no_address");
  const [erased] = await s.testShop.sql<{ id: string }>("SELECT id FROM mails WHERE order_id = $1", [
    order.id,
  ]);
  expect(await repeatMail(order.id, erased?.id ?? "", randomUUID())).toBe(false);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect(await tracesIn()).toEqual([]);
  expect(await amounts()).toMatchObject([{ payment_state: "partially_refunded", refunded_minor: 100n }]);
  await expectCleanRecords();
  const [audit] = await s.testShop.sql<{ after: unknown }>(
    "SELECT after FROM audit_entries WHERE action = 'customer_erased' AND object = $1",
    [`customer:${id}`],
  );
  expect(audit?.after).toEqual({ orders: 1, mails: expect.any(Number), events: expect.any(Number) });
  expect(await eraseCustomer(id, MAIL)).toEqual({ kind: "unknown" });
});

it("two who erase at once, while the order is reconciled, erase once; who buys again is a new customer", async () => {
  const { order } = await s.sell();
  await s.testShop.sql(
    "UPDATE orders SET fulfillment_state = 'fulfilled', requires_shipping = false WHERE id = $1",
    [order.id],
  );
  const id = await customerId();
  const [first, second] = await Promise.all([
    eraseCustomer(id, MAIL),
    eraseCustomer(id, MAIL),
    s.shop.reconcileOrder(order.id, { cause: "sweep" }),
    s.shop.reconcileOrder(order.id, { cause: "admin" }),
    sendOrderMail({ orderId: order.id, kind: "order_confirmation" }),
  ]);
  expect([first.kind, second.kind].toSorted()).toEqual(["erased", "unknown"]);
  await s.drain(order.id, 2);
  expect(await tracesIn()).toEqual([]);
  const again = await s.sell();
  expect(await customerId()).not.toBe(id);
  expect(await s.testShop.sql("SELECT 1 FROM orders WHERE email = $1", [MAIL])).toHaveLength(1);
  expect(again.order.state).toBe("paid");
});
