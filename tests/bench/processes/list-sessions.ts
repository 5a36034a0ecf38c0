import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { answerQuestions } from "../lib/answer-questions.ts";

const PAGE = 100;
type Row = { id: string; session: string; intent: string; charge: string; subtotal: number; total: number };

/**
 * Stripe's lists for a million paid orders, which the sandbox could not hold in memory: each page is made when it is
 * asked for, of what the books say. @returns where they are
 */
answerQuestions(async ({ database, shop }: { database: string; shop: string }): Promise<string> => {
  const pool = new pg.Pool({ connectionString: database, max: 4 });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
    const isSessions = url.pathname === "/v1/checkout/sessions";
    const rows = isSessions ? await readPage(pool, url.searchParams.get("starting_after")) : [];
    const data = rows.slice(0, PAGE).map((row) => sessionOf(row, shop));
    outgoing.setHeader("content-type", "application/json");
    outgoing.end(JSON.stringify({ object: "list", url: url.pathname, has_more: rows.length > PAGE, data }));
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => {
      outgoing.statusCode = 500;
      outgoing.end(JSON.stringify({ error: { type: "api_error", message: String(error) } }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

async function readPage(pool: pg.Pool, after: string | null): Promise<Row[]> {
  const { rows } = await pool.query<Row>({
    name: "page",
    text: `SELECT id, stripe_session_id AS session, stripe_payment_intent_id AS intent, stripe_charge_id AS charge,
                  subtotal_minor::int AS subtotal, total_minor::int AS total
             FROM orders WHERE $1::text IS NULL OR number < (SELECT number FROM orders WHERE stripe_session_id = $1)
            ORDER BY number DESC LIMIT ${PAGE + 1}`,
    values: [after],
  });
  return rows;
}

function sessionOf({ id, session, intent, charge, subtotal, total }: Row, shop: string) {
  const metadata = { app: "latchkey", shop, order: id };
  const common = { created: 1_795_000_000, currency: "eur", livemode: false, metadata };
  const latest_charge = {
    id: charge,
    object: "charge",
    ...common,
    amount: total,
    amount_captured: total,
    amount_refunded: 0,
    disputed: false,
    payment_intent: intent,
    payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
    status: "succeeded",
  };
  return {
    id: session,
    object: "checkout.session",
    ...common,
    amount_subtotal: subtotal,
    amount_total: total,
    customer_details: { email: "jo@shopper.test", name: "Jo Shopper" },
    payment_intent: {
      id: intent,
      object: "payment_intent",
      ...common,
      amount: total,
      latest_charge,
      status: "succeeded",
    },
    payment_status: "paid",
    shipping_cost: { amount_total: total - subtotal },
    status: "complete",
  };
}
