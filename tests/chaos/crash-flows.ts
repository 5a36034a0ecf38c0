import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import type { CrashPoint } from "../../server/platform/crash-point.ts";
import { newCart, openOrder, orderOf, paidOrder, type SoldOrder } from "../support/key-fixture.ts";
import type { Kernel } from "../support/test-shop.ts";
import type { Task } from "./act.ts";

/** What happens before the process that dies, what it is to do, and what happens after: a fresh one goes on. */
export type Prepared = {
  task: Task;
  /** @returns the order as it ended */
  recover: () => Promise<SoldOrder | undefined>;
  ends: "paid" | "partially_refunded" | "refunded";
};
type Flow = (kernel: Kernel) => Promise<Prepared>;

/** Everything that moves orders on by itself, in this process: no claim, hold or wait of the dead one stops it. */
export async function goOn(kernel: Kernel): Promise<void> {
  const { drainInbox } = await import("../../server/webhooks/drain-inbox.ts");
  const { sweepOrders } = await import("../../server/reconciliation/sweep/sweep-orders.ts");
  await kernel.sql(
    "UPDATE stripe_events SET claimed_until = now() - interval '1 second' WHERE state = 'received'",
  );
  while ((await drainInbox()) > 0);
  await sweepOrders({ minAgeSeconds: 0 });
  while ((await drainInbox()) > 0);
}

type Cart = Awaited<ReturnType<typeof newCart>>;

/** The shopper tries again, and pays. */
async function checkOutAndPay(kernel: Kernel, cart: Cart): Promise<SoldOrder | undefined> {
  const { startCheckout } = await import("../../server/checkout/start-checkout.ts");
  const started = await startCheckout({ cart, ui: "embedded_page" });
  if (started.kind !== "ready") throw new Error(`the checkout is ${started.kind}`);
  const order = await orderOf(kernel, cart);
  await kernel.pay(order?.session ?? "");
  await goOn(kernel);
  return orderOf(kernel, cart);
}

const checkout: Flow = async (kernel) => {
  const cart = await newCart(kernel);
  return { task: taskOf(cart), recover: () => checkOutAndPay(kernel, cart), ends: "paid" };
};

const changedCheckout: Flow = async (kernel) => {
  const { cart: first } = await openOrder(kernel);
  const cart = { ...first, lines: first.lines.map((line) => ({ ...line, quantity: 2 })) };
  return { task: taskOf(cart), recover: () => checkOutAndPay(kernel, cart), ends: "paid" };
};

/** Nothing to pay and nothing to send: the order is whole before the shopper is answered. */
const freeCheckout: Flow = async (kernel) => {
  const cart = await newCart(kernel);
  await kernel.sql("UPDATE variants SET price_minor = 0, requires_shipping = false WHERE id = $1", [
    cart.lines[0]?.variantId,
  ]);
  const recover = async () => {
    await goOn(kernel);
    return orderOf(kernel, cart);
  };
  return { task: { ...taskOf(cart), kind: "free" }, recover, ends: "paid" };
};

const taskOf = ({ key, lines }: Cart) => ({
  kind: "checkout" as const,
  cart: { key, lines: lines.map((line) => ({ ...line, seenMinor: String(line.seenMinor) })) },
});

/** Pays, and waits until the events of it are in the inbox, undecided. */
async function payAndReceive(kernel: Kernel, order: SoldOrder): Promise<string[]> {
  await kernel.pay(order.session);
  await kernel.control("clock", { advance_seconds: 0 });
  const rows = await kernel.sql<{ id: string }>("SELECT id FROM stripe_events WHERE payload::text LIKE $1", [
    `%${order.id}%`,
  ]);
  if (rows.length === 0) throw new Error("no event of the payment came");
  return rows.map(({ id }) => id);
}

const webhook: Flow = async (kernel) => {
  const order = await openOrder(kernel);
  const [id] = await payAndReceive(kernel, order);
  const [row] = await kernel.sql<{ body: string }>(
    "DELETE FROM stripe_events WHERE id = $1 RETURNING payload::text AS body",
    [id],
  );
  const body = row?.body ?? "";
  const [secret = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const sign = () => Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const recover = async () => {
    // Stripe was not answered: it sends the event again.
    const headers = { "stripe-signature": sign() };
    const answer = await fetch(kernel.webhookUrl, { method: "POST", body, headers });
    if (answer.status !== 200) throw new Error(`the event that came again was answered ${answer.status}`);
    await goOn(kernel);
    return orderOf(kernel, order.cart);
  };
  return { task: { kind: "webhook", body, signature: sign() }, recover, ends: "paid" };
};

const drain: Flow = async (kernel) => {
  const order = await openOrder(kernel);
  await payAndReceive(kernel, order);
  return { task: { kind: "drain" }, recover: () => recoverOrder(kernel, order), ends: "paid" };
};

/** What a dead worker had claimed is left alone until its claim is over: nobody can tell that it is dead. */
const claimed: Flow = async (kernel) => {
  const prepared = await drain(kernel);
  const recover = async () => {
    const { drainInbox } = await import("../../server/webhooks/drain-inbox.ts");
    const taken = await drainInbox();
    if (taken > 0) throw new Error(`another worker took ${taken} events that were claimed`);
    return prepared.recover();
  };
  return { ...prepared, recover };
};

async function recoverOrder(kernel: Kernel, order: SoldOrder & { cart: Cart }) {
  await goOn(kernel);
  return orderOf(kernel, order.cart);
}

/** Money that came after the shop had given the stock to somebody else: it is given back. */
const returned: Flow = async (kernel) => {
  const { settleOrder } = await import("../../server/orders/reconcile/reconcile-order.ts");
  const order = await openOrder(kernel);
  await kernel.sql(
    "UPDATE orders SET stripe_session_id = NULL, hold_expires_at = now() - interval '1 second' WHERE id = $1",
    [order.id],
  );
  await settleOrder(order.id, { cause: "sweep" });
  await kernel.sql("UPDATE variants SET on_hand = 0 WHERE id = $1", [order.variantId]);
  await payAndReceive(kernel, order);
  return { task: { kind: "drain" }, recover: () => recoverOrder(kernel, order), ends: "refunded" };
};

const refund: Flow = async (kernel) => {
  const order = await paidOrder(kernel);
  const recover = async () => {
    await goOn(kernel);
    return orderOf(kernel, { key: order.cartKey, lines: [] });
  };
  const task: Task = { kind: "refund", orderId: order.id, requestId: randomUUID(), amountMinor: "1000" };
  return { task, recover, ends: "partially_refunded" };
};

/** No event tells of it: the sweep asks again, with the key of the row, and Stripe must find what it has made. */
const answeredRefund: Flow = async (kernel) => {
  await kernel.control("faults", { kind: "drop_deliveries" });
  const prepared = await refund(kernel);
  const recover = async () => {
    const { sweepRefunds } = await import("../../server/reconciliation/sweep/sweep-orders.ts");
    await sweepRefunds({ minAgeSeconds: 0 });
    await kernel.control("faults", undefined, "DELETE");
    return prepared.recover();
  };
  return { ...prepared, recover };
};

const sweep: Flow = async (kernel) => {
  const order = await openOrder(kernel);
  await kernel.control("faults", { kind: "drop_deliveries" });
  await kernel.pay(order.session);
  await kernel.control("clock", { advance_seconds: 0 });
  await kernel.control("faults", undefined, "DELETE");
  return { task: { kind: "sweep" }, recover: () => recoverOrder(kernel, order), ends: "paid" };
};

const sweepOfLists: Flow = async (kernel) => ({ ...(await sweep(kernel)), task: { kind: "sweep_lists" } });

const sweepRefund: Flow = async (kernel) => {
  const { recover, ends, task } = await refund(kernel);
  const orderId = task.kind === "refund" ? task.orderId : "";
  await kernel.sql(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, updated_at)
     VALUES ($1, $2, 1000, 'eur', now() - interval '1 hour')`,
    [orderId, randomUUID()],
  );
  return { task: { kind: "sweep" }, recover, ends };
};

/** A comparison that died is gone on with when its process has been silent for a while. */
const compare: Flow = async (kernel) => {
  const order = await paidOrder(kernel);
  const recover = async () => {
    const { runComparison } = await import("../../server/reconciliation/check/run-check.ts");
    await kernel.sql("UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'");
    const report = await runComparison({ graceSeconds: 0, requestsASecond: 1_000 });
    if (report?.differences.length !== 0) throw new Error("the comparison that went on found differences");
    await goOn(kernel);
    return order;
  };
  return { task: { kind: "compare" }, recover, ends: "paid" };
};

const mail: Flow = async (kernel) => {
  const order = await paidOrder(kernel);
  const recover = async () => {
    const { sendOrderMail } = await import("../../server/orders/mail/send-order-mail.ts");
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    await goOn(kernel);
    return order;
  };
  return { task: { kind: "mail", orderId: order.id }, recover, ends: "paid" };
};

const BY_PART: Record<string, Flow> = {
  checkout,
  webhook,
  inbox: drain,
  settle: drain,
  return: returned,
  refund,
  sweep,
  reconcile: compare,
  mail,
};
const BY_POINT: Partial<Record<CrashPoint, Flow>> = {
  "checkout:free_placed": freeCheckout,
  "checkout:session_expired": changedCheckout,
  "inbox:claimed": claimed,
  "refund:answered": answeredRefund,
  "sweep:refund_asked": sweepRefund,
  "sweep:page_saved": sweepOfLists,
};

export function flowOf(point: CrashPoint): Flow {
  const flow = BY_POINT[point] ?? BY_PART[point.split(":")[0] ?? ""];
  if (!flow) throw new Error(`nothing here comes to the crash point ${point}`);
  return flow;
}
