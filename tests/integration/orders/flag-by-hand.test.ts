import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_FLAG_NOTE } from "../../../domain/notes/order-notes.ts";
import { openHandFlag } from "../../../domain/orders/history.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { flagByHand } from "../../../server/orders/history/flag-by-hand.ts";
import { dismissConflict, reopenReview } from "../../../server/orders/history/flag-order.ts";
import { check } from "../../support/records-fixture.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const WHY = "Odd address:\nask before sending";

async function isListed(query: Parameters<typeof listOrders>[0], orderId: string): Promise<boolean> {
  const page = await listOrders(query);
  if (page.kind !== "page") throw new Error("too broad");
  return page.rows.some(({ id }) => id === orderId);
}

async function send(orderId: string) {
  const units = new Map([[(await getOrder(orderId))?.units[0]?.lineId ?? "", 1]]);
  const parcel = {
    orderId,
    requestId: randomUUID(),
    units,
    carrier: null,
    trackingNumbers: [],
    hasMail: false,
  };
  return sendOrder(parcel);
}

const conflictOf = async (orderId: string) => (await s.orderById(orderId)).conflict;
const openNote = async (orderId: string) =>
  openHandFlag((await s.historyOf(orderId)).map((event) => ({ event })))?.note;

/** Stripe takes a refund on, and it fails a minute later. */
async function failRefund(order: { id: string; intent: string | null }) {
  await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "100" });
  await s.testShop.control("clock", { advance_seconds: 60 });
  await s.shop.reconcileOrder(order.id, { cause: "admin", namesRefund: true });
}

it("an order that an admin flags is held back until it is marked as reviewed, which can be undone", async () => {
  const { order } = await s.sell();
  const results = await Promise.all([1, 2, 3].map(() => flagByHand(order.id, WHY.replace("\n", "\r\n"))));
  expect(results).toEqual([{ kind: "flagged" }, { kind: "flagged" }, { kind: "flagged" }]);
  expect(await isListed({ needsAttention: true }, order.id)).toBe(true);
  expect(await isListed({ toSend: true }, order.id)).toBe(false);
  expect(await send(order.id)).toEqual({ kind: "refused", refusal: "review" });
  const flags = (await getOrder(order.id))?.timeline.filter(({ event }) => event.kind === "flagged");
  expect(flags).toMatchObject([{ actorRef: ADMIN.name, event: { data: { reason: "by_hand", note: WHY } } }]);
  const entries = await s.testShop.sql(
    "SELECT actor, before, after FROM audit_entries WHERE action = 'order_flagged' AND object = $1",
    [`order:${order.id}`],
  );
  expect(entries).toEqual([{ actor: ADMIN.email, before: null, after: { conflict: "by_hand" } }]);
  // Nothing that Stripe says takes it away.
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await conflictOf(order.id)).toBe("by_hand");
  expect(await dismissConflict(order.id, "by_hand")).toBe(true);
  expect(await conflictOf(order.id)).toBeNull();
  expect(await openNote(order.id)).toBeUndefined();
  expect(await isListed({ toSend: true }, order.id)).toBe(true);
  expect(await reopenReview(order.id, "by_hand")).toBe(true);
  expect(await conflictOf(order.id)).toBe("by_hand");
  expect(await openNote(order.id)).toBe(WHY);
  expect(await dismissConflict(order.id, "by_hand")).toBe(true);
  expect(await send(order.id)).toMatchObject({ kind: "sent" });
});

it("flagging by hand overwrites no reason that is there, and needs one in words", async () => {
  const { order } = await s.sell({}, "tok_refundFail");
  expect(await flagByHand(order.id, " \n")).toEqual({ kind: "empty" });
  expect(await flagByHand(order.id, "x".repeat(MAX_FLAG_NOTE + 1))).toEqual({ kind: "too_long" });
  expect(await flagByHand(randomUUID(), WHY)).toEqual({ kind: "unknown_order" });
  await failRefund(order);
  const before = await s.historyOf(order.id);
  expect(await flagByHand(order.id, WHY)).toEqual({ kind: "flagged_before", reason: "refund_failed" });
  expect(await conflictOf(order.id)).toBe("refund_failed");
  expect(await s.historyOf(order.id)).toEqual(before);
  expect(await dismissConflict(order.id, "refund_failed")).toBe(true);
  expect(await flagByHand(order.id, WHY)).toEqual({ kind: "flagged" });
  expect(await flagByHand(order.id, "Another reason")).toEqual({ kind: "flagged_before", reason: "by_hand" });
  expect(await openNote(order.id)).toBe(WHY);
});

it("a refund that fails after an admin flagged the order is flagged too, and neither reason is lost", async () => {
  const { order } = await s.sell({}, "tok_refundFail");
  await flagByHand(order.id, WHY);
  await failRefund(order);
  expect(await conflictOf(order.id)).toBe("refund_failed");
  expect(await openNote(order.id)).toBe(WHY);
  expect(await dismissConflict(order.id, "by_hand"), "it is not what is shown first").toBe(false);
  expect(await dismissConflict(order.id, "refund_failed")).toBe(true);
  expect(await conflictOf(order.id)).toBe("by_hand");
  expect(await send(order.id)).toEqual({ kind: "refused", refusal: "review" });
  expect(await dismissConflict(order.id, "by_hand")).toBe(true);
  expect(await conflictOf(order.id)).toBeNull();
});

it("a dispute takes the place of what was flagged by hand, which comes back when it is won", async () => {
  const { order } = await s.sell({ priceMinor: 6400 }, "tok_createDispute");
  await flagByHand(order.id, WHY);
  await s.testShop.control("clock", { advance_seconds: 10 });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await conflictOf(order.id)).toBe("dispute_open");
  const { data } = (await s.testShop.stripe(`disputes?payment_intent=${order.intent}`)) as unknown as {
    data: { id: string }[];
  };
  await s.testShop.stripe(`disputes/${data[0]?.id}`, {
    "evidence[uncategorized_text]": "winning_evidence",
    submit: "true",
  });
  await s.testShop.control("clock", { advance_seconds: 90 * 86_400 });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await conflictOf(order.id)).toBe("by_hand");
  expect(await isListed({ toSend: true }, order.id)).toBe(false);
});

it("the check of records looks at the stock of an order that was flagged by hand, as of any other", async () => {
  const { order } = await s.sell();
  await flagByHand(order.id, WHY);
  expect((await check()).differences).toEqual([]);
  await s.testShop.sql("UPDATE stock_holds SET state = 'released' WHERE order_id = $1", [order.id]);
  const { differences } = await check();
  expect(differences).toContainEqual(expect.objectContaining({ kind: "stock_unsold", orderId: order.id }));
});
