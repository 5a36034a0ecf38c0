import { randomUUID } from "node:crypto";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { sendOrder, undoSending } from "../../server/orders/fulfillment/send-order.ts";
import { refundOrder } from "../../server/orders/refunds/refund-order.ts";
import { hashReference } from "../../server/platform/reference.ts";
import { sweepLists } from "../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { makeVariant, type TestShop } from "../support/test-shop.ts";
import { heldOf, type Model, type ModelOrder, openOrderOf, refundedOf, totalOf } from "./model.ts";
import { type Command, VARIANTS } from "./model-commands.ts";

const ON_HAND = 3;
const PRICE = 2_400;
const HOLD_SECONDS = 36 * 60;

/** A shop of its own for one run: new variants and carts, apart from those of earlier runs. */
export async function openRun(testShop: TestShop) {
  const variants = await Promise.all(
    Array.from({ length: VARIANTS }, () => makeVariant(testShop, { onHand: ON_HAND, priceMinor: PRICE })),
  );
  const model: Model = { prices: variants.map(() => PRICE), orders: [] };
  const cartKeys = Array.from({ length: 3 }, () => randomUUID());
  const faults: string[] = [];
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) faults.push(what);
  };
  const pick = (index: number): ModelOrder | undefined =>
    model.orders[index % Math.max(1, model.orders.length)];

  const shop = async ({ cart, variant, quantity }: Extract<Command, { kind: "shop" }>) => {
    // A cart is emptied when its order is known to be paid, once for two tabs; until then the shop must find out.
    const known = cartKeys[cart];
    const reconciled = await testShop.sql(
      "SELECT 1 FROM orders WHERE cart_key = $1 AND paid_at IS NOT NULL",
      [known],
    );
    if (reconciled.length > 0 && cartKeys[cart] === known) cartKeys[cart] = randomUUID();
    const key = cartKeys[cart] ?? "";
    const before = openOrderOf(model, cart);
    const lines = [{ variantId: variants[variant] ?? "", quantity, seenMinor: BigInt(PRICE) }];
    const started = await startCheckout({ cart: { key, lines }, ui: "embedded_page" });
    // An earlier order of the cart was ended for this one, or turned out to be paid: the sandbox knows which.
    if (before) before.payment = await paymentAt(before);
    if (started.kind !== "ready") {
      const isPaid = model.orders.some((order) => order.cart === cart && order.payment === "paid");
      expect(started.kind !== "already_paid" || isPaid, "told that an unpaid cart was paid");
      return;
    }
    const [row] = await testShop.sql<{
      id: string;
      session: string;
      unitPrice: number;
      quantity: number;
      variantId: string;
    }>(
      `SELECT o.id, stripe_session_id AS session, unit_price_minor::int AS "unitPrice", quantity, variant_id AS "variantId"
         FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE reference_hash = $1`,
      [hashReference(started.reference)],
    );
    const isOwn = row?.variantId === variants[variant] && row?.quantity === quantity;
    expect(isOwn, "led to the payment of something else");
    if (!row || model.orders.some(({ id }) => id === row.id)) return;
    const { id, session, unitPrice } = row;
    model.orders.push({
      id,
      session,
      cart,
      variant,
      quantity,
      unitPrice,
      payment: "open",
      refunds: [],
      isDisputed: false,
      parcels: [],
    });
  };

  const paymentAt = async ({ session }: ModelOrder): Promise<ModelOrder["payment"]> => {
    const { status } = await testShop.stripe(`checkout/sessions/${session}`);
    return status === "complete" ? "paid" : status === "expired" ? "ended" : "open";
  };

  const pay = async (order: ModelOrder, token: string) => {
    const answer = await testShop.pay(order.session, token);
    const isPaid = answer.error === undefined && token !== "tok_chargeDeclined";
    if (!isPaid) return;
    expect(order.payment !== "ended" || answer.status !== "complete", "an ended session was paid");
    take(order, token === "tok_createDispute");
  };
  const take = (order: ModelOrder, isDisputed: boolean) => {
    order.payment = "paid";
    order.isDisputed ||= isDisputed;
  };

  const refundHere = async (order: ModelOrder, amount: number) => {
    const requestId = randomUUID();
    const ask = () =>
      refundOrder({
        orderId: order.id,
        requestId,
        amountMinor: BigInt(amount),
        currency: "eur",
        reason: null,
        note: null,
      });
    // A double click. The first may be refused, and the second not, when the payment is reconciled between them. Where
    // Stripe did not answer, the requested refund is kept and the sweep sees to it.
    const results = await Promise.all([ask(), ask()]);
    const isDesired = results.some(({ kind }) => kind === "done" || kind === "unavailable");
    if (isDesired) order.refunds.push(amount);
  };

  const refundThere = async (order: ModelOrder, amount: number) => {
    const { payment_intent } = await testShop.stripe(`checkout/sessions/${order.session}`);
    if (typeof payment_intent !== "string") return;
    const refund = await testShop.stripe("refunds", { payment_intent, amount: String(amount) });
    if (refund.error === undefined) order.refunds.push(amount);
  };

  const send = async (order: ModelOrder) => {
    const [line] = await testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
      order.id,
    ]);
    const requestId = randomUUID();
    const ask = () =>
      sendOrder({
        ...{ orderId: order.id, requestId, units: new Map([[line?.id ?? "", 1]]) },
        ...{ carrier: null, trackingNumbers: [], hasMail: true },
      });
    // A double click is one parcel.
    for (const result of await Promise.all([ask(), ask()])) {
      if (result.kind !== "sent" || order.parcels.includes(result.parcelId)) continue;
      order.parcels.push(result.parcelId);
      expect(order.payment === "paid", "an order was sent that nobody has paid");
      expect(order.parcels.length <= order.quantity, "a unit was sent twice");
    }
  };

  const undo = async (order: ModelOrder) => {
    const [parcelId] = order.parcels;
    if (parcelId === undefined || (await undoSending(parcelId)) !== "undone") return;
    order.parcels = order.parcels.filter((id) => id !== parcelId);
  };

  const advance = async (seconds: number) => {
    await testShop.sql(
      `UPDATE orders SET placed_at = placed_at - make_interval(secs => $1), hold_expires_at = hold_expires_at - make_interval(secs => $1)
        WHERE payment_state = 'awaiting_payment'`,
      [seconds],
    );
    await testShop.sql(
      "UPDATE stripe_events SET claimed_until = claimed_until - make_interval(secs => $1) WHERE state = 'received'",
      [seconds],
    );
    await testShop.control("clock", { advance_seconds: seconds });
    for (const order of model.orders) if (order.payment === "open") order.payment = await paymentAt(order);
  };

  const perform = async (command: Command): Promise<unknown> => {
    switch (command.kind) {
      case "shop":
        return shop(command);
      case "change_price": {
        await testShop.sql("UPDATE variants SET price_minor = $2 WHERE id = $1", [
          variants[command.variant],
          command.price,
        ]);
        model.prices[command.variant] = command.price;
        return;
      }
      case "change_stock": {
        // As the admin does: never below what is held. One statement, so that what was sold is counted at the same time.
        const [changed] = await testShop.sql<{ sold: number }>(
          `UPDATE variants v SET on_hand = $2 WHERE id = $1 AND on_hand = $3 AND $2 >= reserved
           RETURNING (SELECT coalesce(sum(quantity), 0)::int FROM stock_holds WHERE variant_id = v.id AND state = 'sold') AS sold`,
          [variants[command.variant], command.units, await onHandNow(command.variant)],
        );
        if (changed) counted[command.variant] = command.units + changed.sold;
        return;
      }
      case "drain":
        return drainInbox();
      case "sweep":
        return sweepOrders({ minAgeSeconds: 0 });
      case "kill_worker":
        // What a worker leaves that died with its claims; real kills are in tests/chaos.
        return testShop.sql(
          "UPDATE stripe_events SET attempts = attempts + 1, claimed_until = now() + interval '1 minute' WHERE state = 'received'",
        );
      case "drop_events":
        return testShop.control("faults", { kind: "drop_deliveries", count: command.count });
      case "advance_clock":
        return advance(HOLD_SECONDS);
      default:
        return actOn(command);
    }
  };

  const actOn = async (command: Extract<Command, { order: number }>) => {
    const order = pick(command.order);
    if (!order) return;
    switch (command.kind) {
      case "pay":
        return pay(order, "tok_visa");
      case "pay_disputed":
        return pay(order, "tok_createDispute");
      case "decline":
        return pay(order, "tok_chargeDeclined");
      case "send":
        return send(order);
      case "undo_sending":
        return undo(order);
      case "abandon": {
        await testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
        if (order.payment === "open") order.payment = await paymentAt(order);
        return;
      }
      case "refund_here":
      case "refund_there": {
        const amount = Math.floor(totalOf(order) * command.share);
        await (command.kind === "refund_here" ? refundHere(order, amount) : refundThere(order, amount));
        expect(refundedOf(order) <= totalOf(order), "more was refunded than was captured");
      }
    }
  };

  // What lies on the shelf if nothing had been sold: the admin's last count, and what was sold before it.
  const counted = variants.map(() => ON_HAND);
  const onHandNow = async (variant: number) =>
    (
      await testShop.sql<{ n: number }>("SELECT on_hand AS n FROM variants WHERE id = $1", [
        variants[variant],
      ])
    )[0]?.n ?? 0;
  /** After one command, or two that ended together: what was ended for another order of the cart is seen now. */
  const look = async () => {
    const open = model.orders.filter(({ payment }) => payment === "open");
    for (const order of open) order.payment = await paymentAt(order);
    for (const order of open)
      expect(
        order.payment !== "open" || openOrderOf(model, order.cart) === order,
        "a cart can be paid twice",
      );
    for (const [variant] of variants.entries())
      expect(heldOf(model, variant) <= (await onHandNow(variant)), "more is held than there is");
  };

  /** Nothing more happens: every delivery is made or lost, and what looks for lost things has looked. */
  const quiesce = async () => {
    await testShop.control("faults", undefined, "DELETE");
    await advance(HOLD_SECONDS);
    await testShop.sql(
      "UPDATE stripe_events SET claimed_until = now() - interval '1 second' WHERE state = 'received'",
    );
    while ((await drainInbox()) > 0);
    // A bank disputes no payment that was refunded before.
    for (const order of model.orders.filter(({ isDisputed }) => isDisputed)) {
      const { payment_intent } = await testShop.stripe(`checkout/sessions/${order.session}`);
      const { data } = await testShop.stripe(`disputes?payment_intent=${payment_intent}`);
      order.isDisputed = Array.isArray(data) && data.length > 0;
    }
    await sweepOrders({ minAgeSeconds: 0 });
    await sweepLists({ requestsASecond: 100_000 });
  };

  return { model, variants, counted, faults, perform, look, quiesce };
}

export type Run = Awaited<ReturnType<typeof openRun>>;
