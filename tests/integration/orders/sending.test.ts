import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { correctTracking, endParcel } from "../../../server/orders/fulfillment/end-parcel.ts";
import {
  findLastCarrier,
  type SendInput,
  sendOrder,
  undoSending,
} from "../../../server/orders/fulfillment/send-order.ts";
import { enqueueUnsentMails } from "../../../server/orders/mail/enqueue-unsent-mails.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { check } from "../../support/records-fixture.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

type Asked = Partial<Omit<SendInput, "units">> & { units?: number };

/** Sends units of the order's only line. */
async function send(orderId: string, { units = 1, ...asked }: Asked = {}) {
  const [line] = await s.testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    orderId,
  ]);
  return sendOrder({
    ...{ orderId, requestId: randomUUID(), carrier: "dhl", trackingNumbers: ["3318810025"], hasMail: true },
    ...asked,
    units: new Map([[line?.id ?? "", units]]),
  });
}

async function sent(orderId: string, asked: Asked = {}): Promise<string> {
  const result = await send(orderId, asked);
  if (result.kind !== "sent") throw new Error(result.refusal);
  return result.parcelId;
}

async function stateOf(orderId: string): Promise<string | undefined> {
  const [row] = await s.testShop.sql<{ state: string }>(
    "SELECT fulfillment_state AS state FROM orders WHERE id = $1",
    [orderId],
  );
  return row?.state;
}

type Job = { data: Parameters<typeof sendOrderMail>[0]; waits: number };
const parcelJobs = (orderId: string) =>
  s.testShop.sql<Job>(
    `SELECT data, round(extract(epoch FROM start_after - created_on))::int AS waits FROM pgboss.job
      WHERE name = 'send-order-mail' AND data->>'orderId' = $1 AND data ? 'fulfillmentId' ORDER BY created_on`,
    [orderId],
  );

/** The jobs about parcels, each done twice, as after a crash. @returns the mails */
async function parcelMails(orderId: string) {
  for (const { data } of await parcelJobs(orderId))
    for (let times = 0; times < 2; times += 1) await sendOrderMail(data);
  return s.testShop.sql<{ kind: string; text: string }>(
    "SELECT split_part(kind, ':', 1) AS kind, text FROM mails WHERE order_id = $1 AND kind LIKE '%:%' ORDER BY created_at",
    [orderId],
  );
}

const isListed = async (orderId: string) => {
  const page = await listOrders({ toSend: true });
  if (page.kind !== "page") throw new Error("too broad");
  return page.rows.some(({ id }) => id === orderId);
};

const refund = (orderId: string, amountMinor: bigint) =>
  refundOrder({ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason: null, note: null });

describe("sending", () => {
  it("an order in two parcels moves it from to send to sent, with a mail for each, told once", async () => {
    const { order } = await s.sell({ quantity: 3 });
    expect(await isListed(order.id)).toBe(true);
    await sent(order.id, { units: 2 });
    expect(await stateOf(order.id)).toBe("partially_fulfilled");
    expect(await isListed(order.id)).toBe(true);
    await sent(order.id, { units: 1, carrier: null, trackingNumbers: [] });
    expect(await stateOf(order.id)).toBe("fulfilled");
    expect(await isListed(order.id)).toBe(false);
    expect((await parcelJobs(order.id)).map(({ waits }) => waits)).toEqual([30, 30]);
    const mails = await parcelMails(order.id);
    expect(mails.map(({ kind }) => kind)).toEqual(["partly_sent", "sent"]);
    expect(mails[0]?.text).toContain("DHL: 3318810025\nhttps://www.dhl.com/");
    expect(mails[0]?.text).toMatch(/In this parcel\n2 × /);
    expect(mails[1]?.text).not.toContain("Follow the parcel");
    // As after a restore, whose backup holds no jobs.
    await enqueueUnsentMails();
    expect(await parcelMails(order.id)).toHaveLength(2);
    expect(await findLastCarrier()).toBe("dhl");
  });

  it("is one parcel after a double click, and says who did it", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const requestId = randomUUID();
    const results = await Promise.all([1, 2, 3].map(() => send(order.id, { requestId, units: 2 })));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    const seen = await getOrder(order.id);
    expect(seen?.parcels).toHaveLength(1);
    expect(seen?.parcels[0]).toMatchObject({ sentBy: ADMIN.name, carrier: "dhl", hasMail: true });
    const events = seen?.timeline.filter(({ event }) => event.kind === "parcel_sent");
    expect(events).toMatchObject([{ actorRef: ADMIN.name, event: { data: { units: 2, carrier: "dhl" } } }]);
    const entries = await s.testShop.sql(
      "SELECT actor FROM audit_entries WHERE action = 'order_sent' AND object = $1",
      [`order:${order.id}`],
    );
    expect(entries).toEqual([{ actor: ADMIN.email }]);
  });

  it("by two people at once sends a unit once", async () => {
    const { order } = await s.sell({ quantity: 3 });
    const results = await Promise.all([2, 2, 1, 3].map((units) => send(order.id, { units })));
    const [row] = await s.testShop.sql<{ units: number }>(
      "SELECT sum(l.quantity)::int AS units FROM fulfillments f JOIN fulfillment_lines l ON l.fulfillment_id = f.id WHERE order_id = $1",
      [order.id],
    );
    expect(row?.units).toBeLessThanOrEqual(3);
    expect(results.filter(({ kind }) => kind === "refused").length).toBeGreaterThan(0);
    expect(results).toContainEqual({
      kind: "refused",
      refusal: expect.stringMatching(/too_many|nothing_to_send/),
    });
  });

  it("is refused by the database, whatever wrote it, where a unit would be sent twice or is not paid", async () => {
    const { order } = await s.sell();
    await sent(order.id);
    const byHand = (orderId: string) =>
      s.testShop.sql(
        `WITH f AS (INSERT INTO fulfillments (order_id, request_id) VALUES ($1, gen_random_uuid()) RETURNING id)
         INSERT INTO fulfillment_lines SELECT f.id, l.id, 1 FROM f, order_lines l WHERE l.order_id = $1`,
        [orderId],
      );
    await expect(byHand(order.id)).rejects.toMatchObject({ constraint: "fulfillment_lines_bought" });
    const { order: open } = await s.checkOut();
    await expect(byHand(open.id)).rejects.toMatchObject({ constraint: "fulfillment_lines_paid" });
    await expect(
      s.testShop
        .sql("UPDATE fulfillments SET state = 'delivered', moved_at = now() WHERE order_id = $1", [order.id])
        .then(() =>
          s.testShop.sql("UPDATE fulfillments SET state = 'undone' WHERE order_id = $1", [order.id]),
        ),
    ).rejects.toMatchObject({ constraint: "fulfillments_ended" });
  });

  it("M2: a part refund hides nothing; a full one, asked for a moment before, ends it", async () => {
    const { order } = await s.sell({ quantity: 2 });
    expect(await refund(order.id, 100n)).toMatchObject({ kind: "done" });
    expect(await isListed(order.id)).toBe(true);
    await sent(order.id);
    // Stripe has not answered yet.
    await s.testShop.sql(
      `INSERT INTO refunds (order_id, request_id, amount_minor, currency, updated_at)
       SELECT id, gen_random_uuid(), captured_minor - 100, 'eur', now() FROM orders WHERE id = $1`,
      [order.id],
    );
    expect(await send(order.id)).toEqual({ kind: "refused", refusal: "refunded" });
    await s.testShop.sql("DELETE FROM refunds WHERE order_id = $1 AND stripe_refund_id IS NULL", [order.id]);
    expect(await refund(order.id, order.captured - 100n)).toMatchObject({ kind: "done" });
    expect(await send(order.id)).toEqual({ kind: "refused", refusal: "refunded" });
    expect(await isListed(order.id)).toBe(false);
  });

  it("says why an order is not sent: unpaid, disputed, under review, nothing to send", async () => {
    const { order: open } = await s.checkOut();
    expect(await send(open.id)).toEqual({ kind: "refused", refusal: "not_paid" });
    const { order } = await s.sell();
    const set = (what: string) => s.testShop.sql(`UPDATE orders SET ${what} WHERE id = $1`, [order.id]);
    await set("dispute_hold = 'open', conflict = 'dispute_open'");
    expect(await send(order.id)).toEqual({ kind: "refused", refusal: "dispute_open" });
    await set("dispute_hold = NULL, conflict = 'amount'");
    expect(await send(order.id)).toEqual({ kind: "refused", refusal: "review" });
    await set("conflict = NULL, requires_shipping = false");
    expect(await send(order.id)).toEqual({ kind: "refused", refusal: "nothing_to_send" });
    await set("requires_shipping = true");
    expect(await send(order.id, { units: 2 })).toEqual({ kind: "refused", refusal: "too_many" });
    expect(await send(order.id, { units: 0 })).toEqual({ kind: "refused", refusal: "empty" });
    expect(await send(randomUUID())).toEqual({ kind: "refused", refusal: "unknown_order" });
    expect(await s.testShop.sql("SELECT 1 FROM fulfillments WHERE order_id = $1", [order.id])).toEqual([]);
  });
});

describe("undo", () => {
  it("takes back the parcel and its mail, and the units can be sent again", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const requestId = randomUUID();
    const parcelId = await sent(order.id, { units: 2, requestId });
    expect((await getOrder(order.id))?.parcels[0]?.undoableUntil).toBeInstanceOf(Date);
    expect(await undoSending(parcelId)).toBe("undone");
    expect(await undoSending(parcelId)).toBe("undone");
    expect(await stateOf(order.id)).toBe("unfulfilled");
    expect(await isListed(order.id)).toBe(true);
    expect(await parcelMails(order.id)).toEqual([]);
    expect((await getOrder(order.id))?.parcels).toEqual([]);
    // A reload of the answer sends nothing again.
    expect(await send(order.id, { units: 2, requestId })).toEqual({
      kind: "refused",
      refusal: "undone_before",
    });
    await sent(order.id, { units: 2 });
    expect((await parcelMails(order.id)).map(({ kind }) => kind)).toEqual(["sent"]);
  });

  it("is too late after the mail has left, or thirty seconds", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const told = await sent(order.id);
    await parcelMails(order.id);
    expect(await undoSending(told)).toBe("too_late");
    const old = await sent(order.id, { hasMail: false });
    await s.testShop.sql("UPDATE fulfillments SET sent_at = now() - interval '31 seconds' WHERE id = $1", [
      old,
    ]);
    expect(await undoSending(old)).toBe("too_late");
    expect(await undoSending(randomUUID())).toBe("unknown_parcel");
    expect(await undoSending("no id")).toBe("unknown_parcel");
    expect(await stateOf(order.id)).toBe("fulfilled");
  });

  it("and the mail at the same moment: one of the two happens", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { order } = await s.sell();
      const parcelId = await sent(order.id);
      const [job] = await parcelJobs(order.id);
      if (!job) throw new Error("no mail waits");
      const [undone] = await Promise.all([undoSending(parcelId), sendOrderMail(job.data)]);
      const mails = await s.testShop.sql("SELECT 1 FROM mails WHERE order_id = $1 AND kind LIKE 'sent:%'", [
        order.id,
      ]);
      expect(mails).toHaveLength(undone === "undone" ? 0 : 1);
    }
  });
});

describe("a parcel on its way", () => {
  it("is delivered, with a mail, once", async () => {
    const { order } = await s.sell();
    const parcelId = await sent(order.id);
    expect(
      await Promise.all([endParcel(parcelId, "delivered", true), endParcel(parcelId, "returned")]),
    ).toContain(true);
    expect(await endParcel(parcelId, "delivered", true)).toBe(false);
    const seen = await getOrder(order.id);
    expect(seen?.parcels[0]).toMatchObject({ movedBy: ADMIN.name, movedAt: expect.any(Date) });
    const kinds = (await parcelMails(order.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(seen?.parcels[0]?.state === "delivered" ? ["sent", "delivered"] : ["sent"]);
    expect(await undoSending(parcelId)).toBe("too_late");
  });

  it("comes back, waits for nobody to pack it, and can be sent again", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const parcelId = await sent(order.id, { units: 2 });
    expect(await endParcel(parcelId, "returned")).toBe(true);
    expect(await stateOf(order.id)).toBe("returned");
    expect(await isListed(order.id)).toBe(false);
    await sent(order.id, { units: 2 });
    expect(await stateOf(order.id)).toBe("fulfilled");
  });

  it("gets other tracking numbers, also in the mail that waits", async () => {
    const { order } = await s.sell();
    const parcelId = await sent(order.id);
    expect(await correctTracking(parcelId, "ups", ["1Z5R89390357567127"])).toBe(true);
    const [mail] = await parcelMails(order.id);
    expect(mail?.text).toContain("UPS: 1Z5R89390357567127");
    expect(mail?.text).not.toContain("3318810025");
    const history = (await getOrder(order.id))?.timeline.map(({ event }) => event.kind);
    expect(history).toContain("tracking_corrected");
    expect(await correctTracking(randomUUID(), null, [])).toBe(false);
  });
});

it("after all of it, the parcels, the stored states and Stripe agree", async () => {
  for (const { id } of await s.testShop.sql<{ id: string }>("SELECT id FROM orders"))
    await s.shop.reconcileOrder(id, { cause: "sweep" });
  expect((await check()).differences.filter(({ kind }) => kind === "fulfillment_state")).toEqual([]);
  await expectCleanRecords();
});
