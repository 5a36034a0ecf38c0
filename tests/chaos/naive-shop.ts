// naive-shop.ts PORT: what many shops do with a webhook, kept to show that the run finds it out: it checks whether the
// order is paid, and if not acts, one statement after the other; it believes what the event says; it answers first.
// Asked with GET, it tells how many events it has answered and not yet dealt with.
import { createServer } from "node:http";
import pg from "pg";
import { z } from "zod";

const event = z.object({
  type: z.string(),
  data: z.object({
    object: z.looseObject({
      metadata: z.looseObject({ order: z.string().optional() }).nullish(),
      payment_intent: z.string().nullish(),
      id: z.string(),
      amount_total: z.number().nullish(),
      amount_refunded: z.number().nullish(),
    }),
  }),
});

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on("error", () => undefined);

async function handle(body: string): Promise<void> {
  const { type, data } = event.parse(JSON.parse(body));
  const { object } = data;
  const orderId = object.metadata?.order;
  if (!orderId) return;
  const { rows } = await pool.query("SELECT state FROM naive_orders WHERE id = $1", [orderId]);
  const state = rows[0]?.state;
  if (type === "checkout.session.completed" && state !== "paid") {
    await pool.query("INSERT INTO naive_mails (order_id) VALUES ($1)", [orderId]);
    await pool.query("UPDATE naive_orders SET state = 'paid', total = $2 WHERE id = $1", [
      orderId,
      object.amount_total,
    ]);
  }
  if (type === "checkout.session.expired")
    await pool.query("UPDATE naive_orders SET state = 'expired' WHERE id = $1", [orderId]);
  if (type === "charge.refunded")
    await pool.query("UPDATE naive_orders SET refunded = $2 WHERE id = $1", [
      orderId,
      object.amount_refunded,
    ]);
}

let underWay = 0;
createServer(async (incoming, outgoing) => {
  if (incoming.method === "GET") return void outgoing.end(String(underWay));
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  underWay += 1;
  outgoing.end("ok");
  await handle(Buffer.concat(chunks).toString("utf8")).catch(() => undefined);
  underWay -= 1;
}).listen(Number(process.argv[2]), "127.0.0.1");
