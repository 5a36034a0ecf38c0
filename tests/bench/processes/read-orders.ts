import type { OrderFilter } from "../../../domain/orders/list/order-filter.ts";
import { readCounts } from "../../../server/orders/admin/count-orders.ts";
import { findOrderRows } from "../../../server/orders/admin/find-order-rows.ts";
import { routeOrderSearch } from "../../../server/orders/admin/order-query.ts";
import { pool, sqlState } from "../../../server/platform/db.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

export type OrderReads = { name: ReadName; count: number };
/** Milliseconds each; `cut` counts what the statement timeout ended. */
export type ReadTimes = { times: number[]; cut: number };
export type ReadName = keyof typeof READS;

type Sample = { at: Date; id: string; email: string; name: string };

const SAMPLES = 1_000;
let samples: Sample[] = [];
let next = 0;

/** Another order of the table at each call: no read profits from the one before. */
function anyOrder(): Sample {
  next += 1;
  const sample = samples[(next * 7_919) % samples.length];
  if (!sample) throw new Error("there are no orders");
  return sample;
}

const search = (text: string) => findOrderRows({ search: routeOrderSearch(text) }, null, "older");
const all = routeOrderSearch("");
const narrow = (filter: OrderFilter) => findOrderRows({ search: all, ...filter }, null, "older");

/** The statements of the admin's list as the shop runs them, and one row by its key for comparison. */
const READS = {
  key: () => pool().query("SELECT * FROM orders WHERE id = $1", [anyOrder().id]),
  newest: () => findOrderRows({ search: all }, null, "older"),
  "next page": () => findOrderRows({ search: all }, anyOrder(), "older"),
  "previous page": () => findOrderRows({ search: all }, anyOrder(), "newer"),
  "filter: paid": () => findOrderRows({ search: all, state: "paid" }, null, "older"),
  "filter: refunded, next page": () => findOrderRows({ search: all, state: "refunded" }, anyOrder(), "older"),
  "filter: to be sent": () => findOrderRows({ search: all, toSend: true }, null, "older"),
  "search: an e-mail address": () => search(anyOrder().email),
  "search: a full name": () => search(anyOrder().name),
  "search: a name that nobody has": () => search("quixotzy"),
  "search: a product that few have": () => search("paper kite"),
  "search: an SKU that few have": () => search("LK-KITE-SKY"),
  "search: a name with a product that nearly all have": () => search(`${anyOrder().name} tumble mug`),
  "search: a product that nearly all have": () => search("tumble mug"),
  "search: a product that nearly all have, with a word that nobody has": () => search("tumble quixotzy"),
  // Two first names: 20,000 of a million orders have either, none has both.
  "search: two common words that never meet": () => search("aoife conor"),
  "search: letters that everybody has": () => search("example"),
  "search: letters that everybody has, with a word that nobody has": () => search("example quixotzy"),
  "search: two letters": () => search("zz"),
  "filter: a product that few have": () => narrow({ product: "Paper kite" }),
  "filter: a product that nearly all have": () => narrow({ product: "tumble-mug" }),
  "filter: a product that nearly all have, in a state that few are in": () =>
    narrow({ product: "tumble-mug", state: "processing" }),
  "filter: a shipping option that half have": () => narrow({ shipping: "express" }),
  "how many each view has": () => readCounts(),
  "search: part of an address": () => search("@example"),
};

answerQuestions(async ({ name, count }: OrderReads): Promise<ReadTimes> => {
  if (samples.length === 0) samples = await readSamples();
  const read = READS[name];
  const found: ReadTimes = { times: [], cut: 0 };
  for (let done = 0; done < count; done += 1) {
    const started = performance.now();
    try {
      await read();
    } catch (error) {
      if (sqlState(error) !== "57014") throw error;
      found.cut += 1;
    }
    found.times.push(performance.now() - started);
  }
  return found;
});

async function readSamples(): Promise<Sample[]> {
  const { rows } = await pool().query(
    `SELECT id, placed_at AS at, email, customer_name AS name FROM orders
      WHERE number % greatest(1, (SELECT count(*) FROM orders) / ${SAMPLES}) = 0`,
  );
  return rows;
}
