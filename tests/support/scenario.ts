import { expect } from "vitest";
import { type OrderEventRow, parseOrderEvent } from "../../domain/orders/history.ts";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import { refundOrder } from "../../server/orders/refunds/refund-order.ts";
import { sweepOrders, sweepRefunds } from "../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { browser } from "./browser.ts";
import { check } from "./records-fixture.ts";
import { cartOf, makeVariant, openTestShop, type TestShop } from "./test-shop.ts";

export type OrderRecord = {
  id: string;
  number: number;
  state: string;
  session: string;
  intent: string | null;
  total: bigint;
  captured: bigint;
  refunded: bigint;
  conflict: string | null;
};

/**
 * A shop on real parts, its doors, and what a scenario asks of it again and again.
 * @param front puts something between the shop and the sandbox, and returns its URL
 * @param changeDatabase changes the empty database or the way into it, and returns its URL
 */
export async function openScenario(
  extra: Record<string, string> = {},
  front?: (sandboxUrl: string) => Promise<string>,
  changeDatabase?: (ownerUrl: string) => Promise<string>,
) {
  browser.always = { "sec-fetch-site": "same-origin", "x-latchkey-socket-address": "127.0.0.1" };
  browser.forget();
  const testShop = await openTestShop(extra, changeDatabase, front);
  const shop = { startCheckout, drainInbox, reconcileOrder, refundOrder, sweepOrders, sweepRefunds };

  const orderById = async (id: string): Promise<OrderRecord> => {
    const [row] = await testShop.sql<OrderRecord>(`${SELECT_ORDER} WHERE id = $1`, [id]);
    if (!row) throw new Error(`no order ${id}`);
    return row;
  };
  const orderOfCart = async (cartKey: string): Promise<OrderRecord> => {
    const [row] = await testShop.sql<OrderRecord>(
      `${SELECT_ORDER} WHERE cart_key = $1 ORDER BY number DESC LIMIT 1`,
      [cartKey],
    );
    if (!row) throw new Error(`no order of the cart ${cartKey}`);
    return row;
  };
  const checkOut = async ({ quantity = 1, onHand = 10, priceMinor = 2400 } = {}) => {
    const variant = await makeVariant(testShop, { onHand, priceMinor });
    const cart = cartOf([variant, quantity]);
    const started = await shop.startCheckout({ cart, ui: "embedded_page" });
    expect(started.kind).toBe("ready");
    return { variant, cart, order: await orderOfCart(cart.key) };
  };

  return {
    testShop,
    shop,
    orderById,
    orderOfCart,
    checkOut,
    /** An order that is paid and reconciled. */
    sell: async (wanted: Parameters<typeof checkOut>[0] = {}, token = "tok_visa") => {
      const made = await checkOut(wanted);
      await testShop.pay(made.order.session, token);
      await shop.reconcileOrder(made.order.id, { cause: "return_page" });
      return { ...made, order: await orderById(made.order.id) };
    },
    /** Pays and lets no event of it be made. */
    payUnseen: async (session: string) => {
      await testShop.control("faults", { kind: "no_event" });
      await testShop.pay(session);
      await testShop.control("faults", undefined, "DELETE");
    },
    stockOf: async (variantId: string) => {
      const [row] = await testShop.sql<{ onHand: number; reserved: number }>(
        `SELECT on_hand AS "onHand", reserved FROM variants WHERE id = $1`,
        [variantId],
      );
      return row;
    },
    refundsOf: (orderId: string) =>
      testShop.sql<{ state: string; amount: bigint; automaticReason: string | null; isSecond: boolean }>(
        `SELECT state, amount_minor AS amount, automatic_reason AS "automaticReason", of_duplicate_payment AS "isSecond" FROM refunds
          WHERE order_id = $1 ORDER BY created_at`,
        [orderId],
      ),
    refundsAtStripe: async (intent: string | null) =>
      (
        (await testShop.stripe(`refunds?limit=100&payment_intent=${intent}`)) as unknown as {
          data: { amount: number; status: string }[];
        }
      ).data,
    /** What happened to an order, the oldest first. */
    historyOf: async (orderId: string) =>
      (
        await testShop.sql<OrderEventRow>(
          `SELECT kind, from_state AS "fromState", to_state AS "toState", data FROM order_events
            WHERE order_id = $1 ORDER BY id`,
          [orderId],
        )
      ).map(parseOrderEvent),
    mailsOf: async (orderId: string) =>
      (
        await testShop.sql<{ kind: string }>(
          "SELECT data->>'kind' AS kind FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1 ORDER BY created_on, kind",
          [orderId],
        )
      ).map(({ kind }) => kind),
    /** Drains until every event of the order that Stripe has sent is decided. */
    drain: async (mark: string, atLeast = 1) => {
      await until(async () => {
        while ((await shop.drainInbox()) > 0);
        const [row] = await testShop.sql<{ came: number; waiting: number }>(
          `SELECT count(*)::int AS came, count(*) FILTER (WHERE state = 'received')::int AS waiting
             FROM stripe_events WHERE payload::text LIKE $1`,
          [`%${mark}%`],
        );
        return (row?.came ?? 0) >= atLeast && row?.waiting === 0;
      });
    },
    /** What Stripe was asked since `forgetRequests`, such as "POST /v1/refunds". */
    asked: async () =>
      (
        (await testShop.control("requests?limit=5000", undefined, "GET")) as {
          data: { method: string; route: string; key: string | null }[];
        }
      ).data
        .filter(({ key }) => key?.startsWith("shop "))
        .map(({ method, route }) => `${method} ${route}`),
    forgetRequests: () => testShop.control("requests", undefined, "DELETE"),
  };
}

export type Scenario = Awaited<ReturnType<typeof openScenario>>;

const SELECT_ORDER = `
  SELECT id, number, payment_state AS state, stripe_session_id AS session, stripe_payment_intent_id AS intent,
         total_minor AS total, captured_minor AS captured, refunded_minor AS refunded, conflict FROM orders`;

/** The check's word, at the end of each scenario: Stripe and the records agree in everything. */
export async function expectCleanRecords(): Promise<void> {
  const report = await check();
  expect(report.differences).toEqual([]);
  expect(report.gaps).toEqual([]);
}

/** Polls, because everything else on the machine wants to run too. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await isTrue()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("it did not come true within 30 seconds");
}

/** Another session for the same order, as a bug or an old tab of another version would leave one. */
export async function secondSession(
  testShop: TestShop,
  orderId: string,
  sessionId: string,
  amountMinor = 2400,
) {
  const { metadata } = (await testShop.stripe(`checkout/sessions/${sessionId}`)) as {
    metadata?: Record<string, string>;
  };
  const marks = Object.entries(metadata ?? {}).flatMap(([name, value]) => [
    [`metadata[${name}]`, value],
    [`payment_intent_data[metadata][${name}]`, value],
  ]);
  return testShop.stripe("checkout/sessions", {
    mode: "payment",
    success_url: "http://localhost:3000/orders",
    client_reference_id: orderId,
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": String(amountMinor),
    "line_items[0][price_data][product_data][name]": "Tumble mug",
    ...Object.fromEntries(marks),
  });
}

/** Where an action's `redirect` leads. */
export async function ledTo(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    const { digest = "" } = error as { digest?: string };
    if (digest.startsWith("NEXT_REDIRECT")) return digest.split(";")[2] ?? "";
    throw error;
  }
  throw new Error("the action led nowhere");
}
