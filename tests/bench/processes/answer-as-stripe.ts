import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { answerQuestions } from "../lib/answer-questions.ts";
import { PART } from "../lib/fill-orders.ts";

const PAGE = 100;
// What every filled order costs. Not read from the records: they must be able to be wrong.
const [SUBTOTAL, TOTAL] = [6_100, 6_600];
const CREATED = 1_795_000_000;

type Row = { id: string; session: string; intent: string; charge: string; refund?: string; dispute?: string };

/**
 * Stripe's lists, and what it says of one order, for a million paid orders, which the sandbox could not hold in memory:
 * each answer is made when it is asked for. Ids, and who was refunded or disputed, come from the records; amounts and
 * states do not. @returns where it listens
 */
answerQuestions(async ({ database, shop }: { database: string; shop: string }): Promise<string> => {
  const pool = new pg.Pool({ connectionString: database, max: 4 });
  const server = createServer((incoming, outgoing) => {
    answer(pool, shop, incoming, outgoing).catch((error) => {
      outgoing.statusCode = 500;
      outgoing.end(JSON.stringify({ error: { type: "api_error", message: String(error) } }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

async function answer(pool: pg.Pool, shop: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const [, , list, id] = url.pathname.replace("/checkout", "").split("/");
  const make = LISTS[list ?? ""];
  if (!make) throw new Error(`nothing is known of ${url.pathname}`);
  outgoing.setHeader("content-type", "application/json");
  if (id !== undefined) {
    const { rows } = await read(pool, "session", "WHERE o.stripe_session_id = $1", id);
    return outgoing.end(JSON.stringify(rows[0] ? sessionOf(rows[0], shop) : null));
  }
  const intent = url.searchParams.get("payment_intent");
  const { rows } =
    intent === null
      ? await read(pool, make.of, placeIn(make.of), url.searchParams.get("starting_after"))
      : await read(
          pool,
          make.of,
          `WHERE o.stripe_payment_intent_id = $1 AND ${COLUMNS[make.of]} IS NOT NULL`,
          intent,
        );
  const data = rows.slice(0, PAGE).map((row) => make.one(row, shop));
  outgoing.end(JSON.stringify({ object: "list", url: url.pathname, has_more: rows.length > PAGE, data }));
}

const COLUMNS = {
  session: "o.stripe_session_id",
  refund: "r.stripe_refund_id",
  dispute: "d.stripe_dispute_id",
};
type Kind = keyof typeof COLUMNS;

const JOINS: Record<Kind, string> = {
  session: "orders o LEFT JOIN refunds r ON r.order_id = o.id LEFT JOIN disputes d ON d.order_id = o.id",
  refund: "refunds r JOIN orders o ON o.id = r.order_id LEFT JOIN disputes d ON d.order_id = o.id",
  dispute: "disputes d JOIN orders o ON o.id = d.order_id LEFT JOIN refunds r ON r.order_id = o.id",
};

/** Newest first: sessions by the order's number, the others by ids of theirs that grow with it. */
const placeIn = (of: Kind) =>
  of === "session"
    ? `WHERE o.number < coalesce((SELECT number FROM orders WHERE stripe_session_id = $1), ${2 ** 31 - 1}) ORDER BY o.number DESC`
    : `WHERE ${COLUMNS[of]} < coalesce($1, '~') ORDER BY ${COLUMNS[of]} DESC`;

const read = (pool: pg.Pool, of: Kind, where: string, value: string | null) =>
  pool.query<Row>({
    text: `SELECT o.id, o.stripe_session_id AS session, o.stripe_payment_intent_id AS intent, o.stripe_charge_id AS charge,
                  r.stripe_refund_id AS refund, d.stripe_dispute_id AS dispute
             FROM ${JOINS[of]} ${where} LIMIT ${PAGE + 1}`,
    values: [value],
  });

const LISTS: Record<string, { of: Kind; one: (row: Row, shop: string) => object }> = {
  sessions: { of: "session", one: sessionOf },
  refunds: { of: "refund", one: refundOf },
  disputes: { of: "dispute", one: disputeOf },
};

const commonOf = (id: string, shop: string) => ({
  created: CREATED,
  currency: "eur",
  livemode: false,
  metadata: { app: "latchkey", shop, order: id },
});

function refundOf({ id, refund, intent, charge }: Row, shop: string) {
  const what = { id: refund, object: "refund", amount: PART, status: "succeeded", reason: null };
  return { ...commonOf(id, shop), ...what, charge, payment_intent: intent };
}

function disputeOf({ id, dispute, intent, charge }: Row, shop: string) {
  const what = { id: dispute, object: "dispute", amount: TOTAL, status: "won", reason: "fraudulent" };
  return { ...commonOf(id, shop), ...what, charge, payment_intent: intent };
}

function sessionOf({ id, session, intent, charge, refund, dispute }: Row, shop: string) {
  const common = commonOf(id, shop);
  const latest_charge = {
    id: charge,
    object: "charge",
    ...common,
    amount: TOTAL,
    amount_captured: TOTAL,
    amount_refunded: refund ? PART : 0,
    disputed: Boolean(dispute),
    payment_intent: intent,
    payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
    status: "succeeded",
  };
  return {
    id: session,
    object: "checkout.session",
    ...common,
    amount_subtotal: SUBTOTAL,
    amount_total: TOTAL,
    customer_details: { email: "jo@shopper.test", name: "Jo Shopper" },
    payment_intent: {
      id: intent,
      object: "payment_intent",
      ...common,
      amount: TOTAL,
      latest_charge,
      status: "succeeded",
    },
    payment_status: "paid",
    shipping_cost: { amount_total: TOTAL - SUBTOTAL, shipping_rate: "shr_standard" },
    shipping_options: [{ shipping_amount: TOTAL - SUBTOTAL, shipping_rate: "shr_standard" }],
    status: "complete",
  };
}
