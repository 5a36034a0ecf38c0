import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "@/domain/reports/range";
import { closeDb, pool } from "@/server/platform/db";
import { findWrongSums } from "@/server/reports/find-wrong-sums";
import { shopNow } from "@/server/reports/read-facts";
import { sumDay, sumDays } from "@/server/reports/sum-days";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { sumRows, sumsOfReports } from "./sums.ts";

const ZONE = "America/New_York";
const PRODUCT = randomUUID();
const VARIANTS = [randomUUID(), randomUUID()];

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: ZONE });
  await useDatabase();
});
afterAll(closeDb);
beforeEach(openShop);

async function openShop(): Promise<void> {
  process.env.SHOP_TIME_ZONE = ZONE;
  await sql("DELETE FROM orders");
  await sql("DELETE FROM products");
  await sql("TRUNCATE report_days, report_changes, report_state");
  await sql("INSERT INTO products (id, slug, title, updated_at) VALUES ($1, 'mug', 'Tumble mug', now())", [
    PRODUCT,
  ]);
  for (const [position, id] of VARIANTS.entries())
    await sql(
      `INSERT INTO variants (id, product_id, slug, price_minor, currency, on_hand, position)
       VALUES ($1, $2, $3, 700, 'eur', 100, $4)`,
      [id, PRODUCT, `v${position}`, position],
    );
}

const sql = (text: string, values: unknown[] = []) => pool().query(text, values);

type Placed = { at: Date; units: number; variant: number; currency: string };

async function place({ at, units, variant, currency }: Placed): Promise<string> {
  const id = randomUUID();
  await sql(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, livemode, hold_expires_at, placed_at)
     VALUES ($1, $2, $1::uuid::text, $3, $4, $4, $4, false, now(), $5)`,
    [id, createHash("sha256").update(id).digest("hex"), currency, 700 * units, at],
  );
  await sql(
    `INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
     VALUES ($1, (SELECT id FROM variants WHERE id = $2), 0, 'Tumble mug', $3, 'mug', $4, 700, $4 * 700)`,
    [id, VARIANTS[variant] ?? null, variant === 0 ? "" : "Clay", units],
  );
  return id;
}

/** In one statement, as its total and its parts are compared at its end. */
const pay = (id: string, at: Date, country: string) =>
  sql(
    `WITH shipping AS (INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
       SELECT id, 'shipping', 'standard', 'Standard', 500 FROM orders WHERE id = $1 AND paid_at IS NULL)
     UPDATE orders SET paid_at = $2, payment_state = 'paid', captured_minor = subtotal_minor + 500, total_minor = subtotal_minor + 500,
            shipping_address = jsonb_build_object('country', $3::text) WHERE id = $1 AND paid_at IS NULL`,
    [id, at, country],
  );

const refund = (id: string, at: Date, amount: number, state: string, reason: string | null) =>
  sql(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, reason, created_at, updated_at)
     SELECT id, gen_random_uuid()::text, $3, currency, $4::"RefundState", $5, $2, now() FROM orders WHERE id = $1`,
    [id, at, amount, state, reason],
  );

const dispute = (id: string, at: Date, state: string) =>
  sql(
    `INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency, created_at)
     SELECT id, gen_random_uuid()::text, $3, 'fraudulent', subtotal_minor, currency, $2 FROM orders WHERE id = $1`,
    [id, at, state],
  );

// Around both changes of the clock, and the end of a year.
const FIRST = "2025-10-28";
const LAST = "2026-03-12";
const moment = fc.oneof(
  ...["2025-11-02T04:00:00Z", "2026-01-01T05:00:00Z", "2026-03-08T05:00:00Z"].map((middle) =>
    fc.integer({ min: -200, max: 200 }).map((quarters) => new Date(Date.parse(middle) + quarters * 900_000)),
  ),
);
const nth = fc.nat({ max: 30 });
const change = fc.oneof(
  fc.record({
    kind: fc.constant("place" as const),
    at: moment,
    units: fc.integer({ min: 1, max: 4 }),
    variant: fc.nat({ max: 2 }),
    currency: fc.constantFrom("eur", "eur", "eur", "usd"),
  }),
  fc.record({
    kind: fc.constant("pay" as const),
    nth,
    at: moment,
    country: fc.constantFrom("IE", "DE", "FR"),
  }),
  fc.record({
    kind: fc.constant("refund" as const),
    nth,
    at: moment,
    amount: fc.integer({ min: 1, max: 400 }),
    state: fc.constantFrom("succeeded", "pending", "failed"),
    reason: fc.constantFrom(null, "duplicate", "requested_by_customer"),
  }),
  fc.record({ kind: fc.constant("fail_refunds" as const), nth }),
  fc.record({
    kind: fc.constant("dispute" as const),
    nth,
    at: moment,
    state: fc.constantFrom("lost", "won", "needs_response"),
  }),
  fc.record({ kind: fc.constant("lose" as const), nth }),
  fc.record({ kind: fc.constant("move" as const), nth, country: fc.constantFrom("IE", "US") }),
  fc.record({ kind: fc.constant("delete" as const), nth }),
  fc.record({ kind: fc.constant("delete_variant" as const), nth: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant("zone" as const), zone: fc.constantFrom(ZONE, "Asia/Kathmandu", "UTC") }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

async function make(one: Change, orders: string[]): Promise<void> {
  if (one.kind === "place") return void orders.push(await place(one));
  if (one.kind === "zone") return setZone(one.zone);
  if (one.kind === "delete_variant")
    return void (await sql("DELETE FROM variants WHERE id = $1", [VARIANTS[one.nth]]));
  const id = orders[one.nth % Math.max(1, orders.length)];
  if (id === undefined) return;
  switch (one.kind) {
    case "pay":
      return void (await pay(id, one.at, one.country));
    case "refund":
      return void (await refund(id, one.at, one.amount, one.state, one.reason));
    case "fail_refunds":
      return void (await sql("UPDATE refunds SET state = 'failed' WHERE order_id = $1", [id]));
    case "dispute":
      return void (await dispute(id, one.at, one.state));
    case "lose":
      return void (await sql("UPDATE disputes SET state = 'lost' WHERE order_id = $1", [id]));
    case "move":
      return void (await sql(
        "UPDATE orders SET shipping_address = jsonb_build_object('country', $2::text) WHERE id = $1",
        [id, one.country],
      ));
    case "delete":
      return void (await sql("DELETE FROM orders WHERE id = $1", [id]));
  }
}

/** As a restart with another setting does. */
function setZone(zone: string): void {
  process.env.SHOP_TIME_ZONE = zone;
}

describe("what reports sum", () => {
  it("is what the rows come to, whatever was changed and summed in between, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(change, fc.boolean()), { minLength: 5, maxLength: 40, size: "max" }),
        async (changes) => {
          await openShop();
          const orders: string[] = [];
          for (const [one, isSummed] of changes) {
            await make(one, orders);
            // So that many a change is the only one since its day was summed.
            if (isSummed) await sumDays();
          }
          const zone = process.env.SHOP_TIME_ZONE ?? "";
          const days = [FIRST, "2025-11-02", "2026-01-01", "2026-03-08", LAST];
          for (const [from = "", to = ""] of [[days[0], days[4]], ...days.map((day) => [day, day])])
            expect(await sumsOfReports(from, to)).toEqual(await sumRows(from, to, zone));
          expect(await findWrongSums()).toEqual([]);
          await sumDays();
          expect(await sumsOfReports(FIRST, LAST)).toEqual(await sumRows(FIRST, LAST, zone));
          expect(await findWrongSums()).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is read from sums of days that are over, and each change has its day summed again", async () => {
    const at = new Date("2026-01-05T12:00:00Z");
    const id = await place({ at, units: 2, variant: 0, currency: "eur" });
    await pay(id, at, "IE");
    await sumDays();
    expect((await sql("SELECT FROM report_changes")).rowCount).toBe(0);
    // A sum that no row stands for shows that it is the sum which is read.
    await sql("UPDATE report_days SET amount_minor = 7 WHERE kind = 'sale'");
    expect(new Map(await sumsOfReports("2026-01-05", "2026-01-05")).get("sale|IE")).toBe("1|0|7");
    expect(await findWrongSums()).toMatchObject([
      { day: "2026-01-05", kind: "sale", key: "IE", summedMinor: 7n, minor: 1_900n },
    ]);
    await refund(id, at, 300, "succeeded", null);
    expect(new Map(await sumsOfReports("2026-01-05", "2026-01-05")).get("sale|IE")).toBe("1|0|1900");
    await sumDays();
    expect(await findWrongSums()).toEqual([]);
    await sql("UPDATE report_days SET amount_minor = 7 WHERE kind = 'sale'");
    await sumDay("2026-01-05");
    expect(await findWrongSums()).toEqual([]);
  });

  it("has what is paid now, before anything was summed and while today goes on", async () => {
    const { today } = shopNow();
    const sell = async () =>
      pay(await place({ at: new Date(), units: 1, variant: 1, currency: "eur" }), new Date(), "IE");
    await sell();
    expect(new Map(await sumsOfReports(addDays(today, -1), today)).get("sale|IE")).toBe("1|0|1200");
    await sumDays();
    await sell();
    expect(new Map(await sumsOfReports(addDays(today, -1), today)).get("sale|IE")).toBe("2|0|2400");
  });

  it("ends on the last day at a time of the shop's clock, where one is given", async () => {
    for (const time of ["14:59:59Z", "15:00:00Z"]) {
      const at = new Date(`2026-01-05T${time}`);
      await pay(await place({ at, units: 1, variant: 0, currency: "eur" }), at, "IE");
    }
    await sumDays();
    expect(new Map(await sumsOfReports("2026-01-01", "2026-01-05", "10:00:00")).get("sale|IE")).toBe(
      "1|0|1200",
    );
    expect(new Map(await sumsOfReports("2026-01-01", "2026-01-06", "10:00:00")).get("sale|IE")).toBe(
      "2|0|2400",
    );
  });

  it("has every payment of one instant, and payments never wait for each other or for the sums", async () => {
    const at = new Date("2026-01-05T12:00:00Z");
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => place({ at, units: 1, variant: 0, currency: "eur" })),
    );
    await sumDays();
    // All are paid and none is committed: with a counter of the day, the second would wait for the first.
    const clients = ids.map(() => new pg.Client(process.env.DATABASE_URL));
    try {
      for (const [index, client] of clients.entries()) {
        await client.connect();
        await client.query("SET lock_timeout = '20s'");
        await client.query("BEGIN");
        await client.query(
          "UPDATE orders SET paid_at = $2, payment_state = 'paid', captured_minor = 700 WHERE id = $1",
          [ids[index], at],
        );
      }
      await sumDays();
      expect(new Map(await sumsOfReports("2026-01-05", "2026-01-05")).get("sale|")).toBeUndefined();
      for (const client of clients.slice(0, 4)) await client.query("COMMIT");
      await sumDays();
      for (const client of clients.slice(4)) await client.query("COMMIT");
    } finally {
      for (const client of clients) await client.end();
    }
    expect(new Map(await sumsOfReports("2026-01-05", "2026-01-05")).get("sale|")).toBe("8|0|5600");
    await Promise.all([sumDays(), sumDays(), sumDays()]);
    expect(await sumsOfReports(FIRST, LAST)).toEqual(await sumRows(FIRST, LAST, ZONE));
    expect(await findWrongSums()).toEqual([]);
  });
});
