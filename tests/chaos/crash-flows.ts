import { randomUUID } from "node:crypto";
import sharp from "sharp";
import Stripe from "stripe";
import { receivePicture } from "../../server/catalog/pictures/receive-picture.ts";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { endParcel } from "../../server/orders/fulfillment/end-parcel.ts";
import { sendOrder, undoSending } from "../../server/orders/fulfillment/send-order.ts";
import { sendOrderMail } from "../../server/orders/mail/send-order-mail.ts";
import { confirmFreeOrder } from "../../server/orders/place/free-order.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import type { CrashPoint } from "../../server/platform/crash-point.ts";
import { referenceOf } from "../../server/platform/reference.ts";
import { runCheck } from "../../server/reconciliation/check/run-check.ts";
import { sweepRefunds } from "../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { newCart, openOrder, orderOf, paidOrder, type SoldOrder } from "../support/key-fixture.ts";
import type { TestShop } from "../support/test-shop.ts";
import type { Task } from "./act.ts";
import { documentFlows } from "./lib/document-flows.ts";
import { type Flow, goOn, lineOf } from "./lib/flow.ts";
import { importFlows } from "./lib/import-flows.ts";
import { returnFlows } from "./lib/return-flows.ts";

type Cart = Awaited<ReturnType<typeof newCart>>;

/** The shopper tries again, and pays. */
async function checkOutAndPay(testShop: TestShop, cart: Cart): Promise<SoldOrder | undefined> {
  const started = await startCheckout({ cart, ui: "embedded_page" });
  if (started.kind !== "ready") throw new Error(`the checkout is ${started.kind}`);
  const order = await orderOf(testShop, cart);
  await testShop.pay(order?.session ?? "");
  await goOn(testShop);
  return orderOf(testShop, cart);
}

const checkout: Flow = async (testShop) => {
  const cart = await newCart(testShop);
  return { task: taskOf(cart), recover: () => checkOutAndPay(testShop, cart), ends: "paid" };
};

const changedCheckout: Flow = async (testShop) => {
  const { cart: first } = await openOrder(testShop);
  const cart = { ...first, lines: first.lines.map((line) => ({ ...line, quantity: 2 })) };
  return { task: taskOf(cart), recover: () => checkOutAndPay(testShop, cart), ends: "paid" };
};

/** The admin gets no answer, and the order ends all the same; then the shopper checks the same cart out again. */
const canceling: Flow = async (testShop) => {
  const order = await openOrder(testShop);
  const recover = async () => {
    await goOn(testShop);
    const [left] = await testShop.sql<{ state: string }>(
      "SELECT payment_state AS state FROM orders WHERE id = $1",
      [order.id],
    );
    if (left?.state !== "expired" && left?.state !== "canceled")
      throw new Error(`an order whose page is closed is ${left?.state}`);
    return checkOutAndPay(testShop, order.cart);
  };
  return { task: { kind: "cancel", orderId: order.id }, recover, ends: "paid" };
};

/** Nothing to pay and nothing to send: the order waits for its confirmation before the shopper is answered. */
const freeCheckout: Flow = async (testShop) => {
  const cart = await newCart(testShop);
  await testShop.sql("UPDATE variants SET price_minor = 0, requires_shipping = false WHERE id = $1", [
    cart.lines[0]?.variantId,
  ]);
  const recover = async () => {
    const order = await orderOf(testShop, cart);
    await confirmFreeOrder(referenceOf(order?.id ?? ""));
    await goOn(testShop);
    return orderOf(testShop, cart);
  };
  return { task: { ...taskOf(cart), kind: "free" }, recover, ends: "paid" };
};

const taskOf = ({ key, lines }: Cart) => ({
  kind: "checkout" as const,
  cart: { key, lines: lines.map((line) => ({ ...line, seenMinor: String(line.seenMinor) })) },
});

/** Pays, and waits until the events of it are in the inbox, undecided. */
async function payAndReceive(testShop: TestShop, order: SoldOrder): Promise<string[]> {
  await testShop.pay(order.session);
  await testShop.control("clock", { advance_seconds: 0 });
  const rows = await testShop.sql<{ id: string }>(
    "SELECT id FROM stripe_events WHERE payload::text LIKE $1",
    [`%${order.id}%`],
  );
  if (rows.length === 0) throw new Error("no event of the payment came");
  return rows.map(({ id }) => id);
}

const webhook: Flow = async (testShop) => {
  const order = await openOrder(testShop);
  const [id] = await payAndReceive(testShop, order);
  const [row] = await testShop.sql<{ body: string }>(
    "DELETE FROM stripe_events WHERE id = $1 RETURNING payload::text AS body",
    [id],
  );
  const body = row?.body ?? "";
  const [secret = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const sign = () => Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const recover = async () => {
    // Stripe was not answered: it sends the event again.
    const headers = { "stripe-signature": sign() };
    const answer = await fetch(testShop.webhookUrl, { method: "POST", body, headers });
    if (answer.status !== 200) throw new Error(`the event that came again was answered ${answer.status}`);
    await goOn(testShop);
    return orderOf(testShop, order.cart);
  };
  return { task: { kind: "webhook", body, signature: sign() }, recover, ends: "paid" };
};

const drain: Flow = async (testShop) => {
  const order = await openOrder(testShop);
  await payAndReceive(testShop, order);
  return { task: { kind: "drain" }, recover: () => recoverOrder(testShop, order), ends: "paid" };
};

/** What a dead worker had claimed is left alone until its claim is over: nobody can tell that it is dead. */
const claimed: Flow = async (testShop) => {
  const prepared = await drain(testShop);
  const recover = async () => {
    const taken = await drainInbox();
    if (taken > 0) throw new Error(`another worker took ${taken} events that were claimed`);
    return prepared.recover();
  };
  return { ...prepared, recover };
};

async function recoverOrder(testShop: TestShop, order: SoldOrder & { cart: Cart }) {
  await goOn(testShop);
  return orderOf(testShop, order.cart);
}

/** Money that came after the shop had sold the stock to another shopper: it is refunded. */
const returned: Flow = async (testShop) => {
  const order = await openOrder(testShop);
  await testShop.sql(
    "UPDATE orders SET stripe_session_id = NULL, hold_expires_at = now() - interval '1 second' WHERE id = $1",
    [order.id],
  );
  await reconcileOrder(order.id, { cause: "sweep" });
  await testShop.sql("UPDATE variants SET on_hand = 0 WHERE id = $1", [order.variantId]);
  await payAndReceive(testShop, order);
  return { task: { kind: "drain" }, recover: () => recoverOrder(testShop, order), ends: "refunded" };
};

/** Of one unit, which is put into stock with it. */
const refund: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const recover = async () => {
    await goOn(testShop);
    const [lines] = await testShop.sql<{ units: number; isInStock: boolean }>(
      `SELECT sum(l.quantity)::int AS units, bool_and(h.put_back = l.quantity * l.restocked::int) AS "isInStock"
         FROM refunds r JOIN refund_lines l ON l.refund_id = r.id JOIN stock_holds h ON h.order_id = r.order_id
        WHERE r.order_id = $1`,
      [order.id],
    );
    if (lines?.units !== 1 || !lines.isInStock) throw new Error("the refund is not of one unit, once");
    return orderOf(testShop, { key: order.cartKey, lines: [] });
  };
  const lineId = await lineOf(testShop, order.id);
  const request = { requestId: randomUUID(), amountMinor: "1000", lineId };
  const task: Task = { kind: "refund", orderId: order.id, ...request };
  return { task, recover, ends: "partially_refunded" };
};

/** No event tells of it: the sweep asks again, with the key of the row, and Stripe must find what it has made. */
const answeredRefund: Flow = async (testShop) => {
  await testShop.control("faults", { kind: "drop_deliveries" });
  const prepared = await refund(testShop);
  const recover = async () => {
    await sweepRefunds({ minAgeSeconds: 0 });
    await testShop.control("faults", undefined, "DELETE");
    return prepared.recover();
  };
  return { ...prepared, recover };
};

const sweep: Flow = async (testShop) => {
  const order = await openOrder(testShop);
  await testShop.control("faults", { kind: "drop_deliveries" });
  await testShop.pay(order.session);
  await testShop.control("clock", { advance_seconds: 0 });
  await testShop.control("faults", undefined, "DELETE");
  return { task: { kind: "sweep" }, recover: () => recoverOrder(testShop, order), ends: "paid" };
};

const sweepOfLists: Flow = async (testShop) => ({
  ...(await sweep(testShop)),
  task: { kind: "sweep_lists" },
});

const sweepRefund: Flow = async (testShop) => {
  const { recover, ends, task } = await refund(testShop);
  if (task.kind !== "refund") throw new Error("no refund");
  await testShop.sql(
    `WITH r AS (INSERT INTO refunds (order_id, request_id, amount_minor, currency, updated_at)
                VALUES ($1, $2, 1000, 'eur', now() - interval '1 hour') RETURNING id)
     INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount_minor) SELECT id, $3, 1, 1000 FROM r`,
    [task.orderId, randomUUID(), task.lineId],
  );
  return { task: { kind: "sweep" }, recover, ends };
};

/** A comparison that died is gone on with when its process has been silent for a while. */
const compare: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const recover = async () => {
    await testShop.sql(
      "UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'",
    );
    const report = await runCheck({ graceSeconds: 0, requestsASecond: 1_000 });
    if (report?.differences.length !== 0) throw new Error("the comparison that went on found differences");
    await goOn(testShop);
    return order;
  };
  return { task: { kind: "compare" }, recover, ends: "paid" };
};

const mail: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const recover = async () => {
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    await goOn(testShop);
    return order;
  };
  return { task: { kind: "mail", orderId: order.id }, recover, ends: "paid" };
};

type Parcel = { id: string; orderId: string; requestId: string; lineId: string };

const send = ({ orderId, requestId, lineId }: Omit<Parcel, "id">) =>
  sendOrder({
    ...{ orderId, requestId, units: new Map([[lineId, 1]]) },
    ...{ carrier: null, trackingNumbers: [], hasMail: true },
  });

/** The form is sent again, the queue goes on, and the parcel and its mails are what they must be. */
async function expectParcel(testShop: TestShop, orderId: string, state: string, mails: string[]) {
  const jobs = await testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    "SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1 AND data ? 'fulfillmentId' ORDER BY created_on",
    [orderId],
  );
  for (const { data } of jobs) await sendOrderMail(data);
  await goOn(testShop);
  const parcels = await testShop.sql<{ state: string }>(
    "SELECT state FROM fulfillments WHERE order_id = $1",
    [orderId],
  );
  const told = await testShop.sql<{ kind: string }>(
    "SELECT split_part(kind, ':', 1) AS kind FROM mails WHERE order_id = $1 AND kind LIKE '%:%' ORDER BY created_at",
    [orderId],
  );
  const found = JSON.stringify([parcels.map((one) => one.state), told.map(({ kind }) => kind)]);
  if (found !== JSON.stringify([[state], mails])) throw new Error(`the parcel and its mails are ${found}`);
}

/** An order of one unit, and its parcel where it was sent before. */
async function parcelOf(testShop: TestShop, isSent: boolean) {
  const order = await paidOrder(testShop);
  const parcel = { orderId: order.id, requestId: randomUUID(), lineId: await lineOf(testShop, order.id) };
  const result = isSent ? await send(parcel) : null;
  return { order, parcel, parcelId: result?.kind === "sent" ? result.parcelId : "" };
}

const sending: Flow = async (testShop) => {
  const { order, parcel } = await parcelOf(testShop, false);
  const recover = async () => {
    await send(parcel);
    await expectParcel(testShop, order.id, "sent", ["sent"]);
    return order;
  };
  return { task: { kind: "send", ...parcel }, recover, ends: "paid" };
};

const undoing: Flow = async (testShop) => {
  const { order, parcelId } = await parcelOf(testShop, true);
  const recover = async () => {
    await undoSending(parcelId);
    await expectParcel(testShop, order.id, "undone", []);
    return order;
  };
  return { task: { kind: "undo", parcelId }, recover, ends: "paid" };
};

const telling: Flow = async (testShop) => {
  const { order, parcelId } = await parcelOf(testShop, true);
  const recover = async () => {
    if ((await undoSending(parcelId)) !== "too_late")
      throw new Error("a parcel was undone whose mail may be out");
    await expectParcel(testShop, order.id, "sent", ["sent"]);
    return order;
  };
  return { task: { kind: "mail", orderId: order.id, parcelId }, recover, ends: "paid" };
};

const delivering: Flow = async (testShop) => {
  const { order, parcelId } = await parcelOf(testShop, true);
  const recover = async () => {
    if (await endParcel(parcelId, "delivered", true)) throw new Error("a parcel was delivered twice");
    await expectParcel(testShop, order.id, "delivered", ["sent", "delivered"]);
    return order;
  };
  return { task: { kind: "deliver", parcelId }, recover, ends: "paid" };
};

/** Between a picture and the save of its product: every product is as it was, and the same file is taken again. */
const sendingPicture: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const size = { width: 40, height: 30, channels: 3, background: "#3a5a7a" } as const;
  const content = await sharp({ create: size }).png().toBuffer();
  const products = () =>
    testShop.sql("SELECT id, version, (SELECT count(*) FROM product_images) FROM products ORDER BY id");
  const before = JSON.stringify(await products(), textOfBigints);
  const recover = async () => {
    const received = await receivePicture(content, content.length);
    if (received.kind !== "ready") throw new Error(`the picture that was sent again is ${received.fault}`);
    if (JSON.stringify(await products(), textOfBigints) !== before) throw new Error("a product changed");
    await goOn(testShop);
    return order;
  };
  return { task: { kind: "picture", content: content.toString("base64") }, recover, ends: "paid" };
};

const textOfBigints = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

const BY_PART: Record<string, Flow> = {
  checkout,
  webhook,
  inbox: drain,
  reconcile: drain,
  return: returned,
  refund,
  sweep,
  check: compare,
  mail,
};
const BY_POINT: Partial<Record<CrashPoint, Flow>> = {
  "cancel:session_expired": canceling,
  "checkout:free_placed": freeCheckout,
  "checkout:session_expired": changedCheckout,
  "inbox:claimed": claimed,
  "picture:stored": sendingPicture,
  ...returnFlows,
  ...importFlows,
  ...documentFlows,
  "refund:answered": answeredRefund,
  "sending:recorded": sending,
  "sending:undone": undoing,
  "sending:told": telling,
  "sending:ended": delivering,
  "sweep:refund_asked": sweepRefund,
  "sweep:page_saved": sweepOfLists,
};

export function flowOf(point: CrashPoint): Flow {
  const flow = BY_POINT[point] ?? BY_PART[point.split(":")[0] ?? ""];
  if (!flow) throw new Error(`nothing here comes to the crash point ${point}`);
  return flow;
}
