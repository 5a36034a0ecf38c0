import { randomUUID } from "node:crypto";
import type { StockAnswer, StockChange } from "../../domain/stock/movements.ts";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { changeCatalog } from "../../server/page-cache/change-catalog.ts";
import { transaction } from "../../server/platform/db.ts";
import { hashReference } from "../../server/platform/reference.ts";
import { sweepLists } from "../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../server/reconciliation/sweep/sweep-orders.ts";
import { changeStockWithin } from "../../server/stock/change-stock.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { ADMIN, makeVariant, type TestShop } from "../support/test-shop.ts";
import { type Acting, actOnGoods } from "./act-on-goods.ts";
import { cancel, readPayment, refundAmount, refundLines, refundThere } from "./act-on-money.ts";
import { heldOf, type Model, type ModelOrder, openOrderOf, totalOf } from "./model.ts";
import { type Command, type OrderCommand, VARIANTS } from "./model-commands.ts";
import { brokenInvariants } from "./read-invariants.ts";

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
  const reached = new Set<string>();
  const reach = (kind: string) => void reached.add(kind);
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
      ...{ payment: "open", isCanceled: false, isDisputed: false },
      ...{ refunds: [], parcels: [], returns: [], replies: [], mails: [], acts: [] },
    });
    reach("shop");
  };

  const acting: Acting = { testShop, expect, reach };
  const paymentAt = (order: ModelOrder) => readPayment(testShop, order);

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

  /** @param isAlone nothing else is done meanwhile */
  const perform = async (command: Command, isAlone = false): Promise<unknown> => {
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
        const change = { variantId: variants[command.variant] ?? "", requestId: randomUUID() };
        const { answer, sold } = await changeStockSeen(
          command.isDelivery
            ? { ...change, kind: "add", units: command.units + 1, reason: "delivery" }
            : { ...change, kind: "count", units: command.units },
        );
        if (answer.kind === "changed") counted[command.variant] = answer.onHand + sold;
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
        await advanceClock(testShop, HOLD_SECONDS);
        for (const order of model.orders)
          if (order.payment === "open") order.payment = await paymentAt(order);
        return;
      default:
        return actOn(command, isAlone);
    }
  };

  const actOn = async (command: OrderCommand, isAlone: boolean): Promise<unknown> => {
    const order = pick(command.order);
    if (!order) return;
    switch (command.kind) {
      case "pay":
        return pay(order, "tok_visa");
      case "pay_disputed":
        return pay(order, "tok_createDispute");
      case "decline":
        return pay(order, "tok_chargeDeclined");
      case "cancel":
        return cancel(acting, order);
      case "refund_lines":
        return refundLines(acting, order, command);
      case "abandon": {
        await testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
        if (order.payment === "open") order.payment = await paymentAt(order);
        return;
      }
      case "refund_here":
      case "refund_there": {
        const amount = Math.floor(totalOf(order) * command.share);
        if (command.kind === "refund_there") return refundThere(acting, order, amount);
        return refundAmount(acting, order, amount);
      }
      default:
        return actOnGoods(acting, order, command, isAlone);
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
  /** What was ended or paid meanwhile, as the sandbox knows it. */
  const lookAtStripe = async () => {
    for (const order of model.orders) if (order.payment === "open") order.payment = await paymentAt(order);
    // A bank disputes no payment that was refunded before.
    for (const order of model.orders.filter(({ isDisputed }) => isDisputed)) {
      const { payment_intent } = await testShop.stripe(`checkout/sessions/${order.session}`);
      const { data } = await testShop.stripe(`disputes?payment_intent=${payment_intent}`);
      order.isDisputed = Array.isArray(data) && data.length > 0;
    }
  };
  const checkInvariants = async () => {
    for (const what of await brokenInvariants(testShop, variants, counted)) expect(false, what);
  };
  /** After one command, or two that ended together: what was ended for another order of the cart is seen now. */
  const look = async () => {
    const open = model.orders.filter(({ payment }) => payment === "open");
    for (const order of open) order.payment = await paymentAt(order);
    for (const order of open)
      expect(
        order.payment !== "open" || openOrderOf(model, order.cart) === order,
        "a cart can be paid twice",
      );
    for (const [variant] of variants.entries()) {
      const held = heldOf(model, variant);
      if (held > 0) expect(held <= (await onHandNow(variant)), "more is held than there is");
    }
  };

  return { model, variants, counted, faults, reached, perform, look, lookAtStripe, checkInvariants };
}

/** Changes stock as the admin does, with what was sold at the moment of it: the variant is locked until both are read. */
async function changeStockSeen(change: StockChange): Promise<{ answer: StockAnswer; sold: number }> {
  const { result } = await changeCatalog((catalog) =>
    transaction(async (tx) => {
      const answer = await changeStockWithin(tx, catalog, ADMIN, change);
      const [row] = await tx.$queryRaw<{ sold: number }[]>`
        SELECT coalesce(sum(quantity - put_back), 0)::int AS sold FROM stock_holds
         WHERE variant_id = ${change.variantId}::uuid AND state = 'sold'`;
      return { answer, sold: row?.sold ?? 0 };
    }),
  );
  return result;
}

export type Run = Awaited<ReturnType<typeof openRun>>;

/** Nothing more happens: every delivery is made or lost, and what looks for lost things has looked. */
export async function quiesce(testShop: TestShop, runs: Run[]): Promise<void> {
  await testShop.control("faults", undefined, "DELETE");
  await advanceClock(testShop, HOLD_SECONDS);
  await testShop.sql(
    "UPDATE stripe_events SET claimed_until = now() - interval '1 second' WHERE state = 'received'",
  );
  while ((await drainInbox()) > 0);
  for (const run of runs) await run.lookAtStripe();
  await sweepOrders({ minAgeSeconds: 0 });
  await sweepLists({ requestsASecond: 100_000 });
  for (const run of runs) await run.checkInvariants();
}

async function advanceClock(testShop: TestShop, seconds: number): Promise<void> {
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
}
