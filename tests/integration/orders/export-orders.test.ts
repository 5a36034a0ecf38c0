import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/admin/(signed-in)/orders/export/file/route";
import { listOrders, type OrderQuery } from "@/server/orders/admin/list-orders";
import { closeDb, pool } from "@/server/platform/db";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { ROLES, type Role } from "../../../domain/accounts/roles.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "./admin-orders.ts";

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: "America/New_York" });
  await useDatabase();
  await be("owner");
});
afterAll(closeDb);

async function be(role: Role): Promise<void> {
  openBrowser();
  await signInAs(role);
}

const ask = (query: Record<string, string>) =>
  GET(new Request(`http://shop.test/admin/orders/export/file?${new URLSearchParams(query)}`));

type Line = Record<string, string>;

async function exported(query: Record<string, string>): Promise<Line[]> {
  const answer = await ask(query);
  expect(answer.status).toBe(200);
  return parse(await answer.text(), { bom: true, columns: true });
}

const numbersOf = (lines: Line[]) => lines.map((line) => Number(line.Order));

/** Where the answer sends the browser instead. */
const redirectOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "",
    (error: { digest?: string }) => error.digest?.split(";")[2] ?? String(error),
  );

async function listed(query: OrderQuery): Promise<number[]> {
  const numbers: number[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listOrders({ ...query, after });
    if (page.kind !== "page") throw new Error("too broad");
    numbers.push(...page.rows.map(({ number }) => number));
    if (page.older === null) return numbers;
    after = page.older;
  }
}

describe("14.6: what is exported", () => {
  beforeAll(async () => {
    await seedOrders([
      { email: "ann@shopper.test", customerName: "Ann Byron", placedAt: new Date("2026-01-02T10:00:00Z") },
      { email: "ann@shopper.test", paymentState: "refunded", placedAt: new Date("2026-01-05T10:00:00Z") },
      { email: "bea@other.test", customerName: "Béa Löwe", conflict: "amount" },
      { email: "annabel@shopper.test", fulfillmentState: "fulfilled", stripePaymentIntentId: "pi_sought" },
      { paymentState: "awaiting_payment", capturedMinor: 0, customerName: "=cmd|' /C calc'!A0" },
      { paymentState: "expired", capturedMinor: 0, conflict: "amount" },
    ]);
  });

  it.each<[OrderQuery, number]>([
    [{}, 6],
    [{ state: "paid" }, 3],
    [{ state: "expired", needsAttention: true }, 1],
    [{ toSend: true }, 1],
    [{ needsAttention: true }, 2],
    [{ search: "ann@shopper.test" }, 2],
    [{ search: "annabel@" }, 1],
    [{ search: "ann@shopper.test", state: "paid" }, 1],
    [{ search: "@shopper.test" }, 3],
    [{ search: "bea lowe" }, 1],
    [{ search: "shopper" }, 3],
    [{ search: "pi_sought" }, 1],
    [{ search: "pi_unknown" }, 0],
    [{ search: "99999999999" }, 0],
    [{ search: "order 2147483648" }, 0],
    [{ search: "%" }, 0],
    [{ since: "2026-01-02", until: "2026-01-02" }, 1],
    [{ country: "IE" }, 0],
    [{ minMinor: 6_100n, state: "refunded" }, 1],
    [{ maxMinor: 6_099n }, 0],
  ])("is what the list shows for %o", async (query, count) => {
    const { search = "", state = "", toSend, needsAttention, minMinor, maxMinor } = query;
    const { since = "", until = "", country = "" } = query;
    const lines = await exported({
      q: hideWords(search),
      state,
      ...{ since, until, country },
      ...(minMinor === undefined ? {} : { min: (Number(minMinor) / 100).toFixed(2) }),
      ...(maxMinor === undefined ? {} : { max: (Number(maxMinor) / 100).toFixed(2) }),
      ...(toSend ? { send: "1" } : {}),
      ...(needsAttention ? { attention: "1" } : {}),
    });
    expect(lines).toHaveLength(count);
    expect(numbersOf(lines).toSorted()).toEqual((await listed(query)).toSorted());
  });

  it("is what the list shows for a number, and its items are a line each", async () => {
    const [number = 0] = await listed({ search: "bea@other.test" });
    const [line, ...others] = await exported({ q: hideWords(`#${number}`), file: "items" });
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      Order: String(number),
      Product: "Tumble mug",
      Variant: "Clay",
      Units: "2",
      Currency: "EUR",
      "Unit price": "30.50",
      "Line total": "61.00",
    });
  });

  it("begins no formula, and says amounts and times as programs read them", async () => {
    const lines = await exported({ state: "awaiting_payment" });
    expect(lines).toMatchObject([{ Customer: "'=cmd|' /C calc'!A0", Total: "61.00", Paid: "0.00" }]);
    expect((await exported({ q: hideWords("ann byron") }))[0]).toMatchObject({
      "Placed at": "2026-01-02T05:00:00-05:00",
      Email: "ann@shopper.test",
      Paid: "61.00",
      Currency: "EUR",
    });
  });

  it("is stored nowhere, and its name has the day", async () => {
    const answer = await ask({ file: "items" });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-disposition")).toMatch(/filename="items-\d{4}-\d\d-\d\d\.csv"/);
    await answer.body?.cancel();
  });
});

describe("14.6: a range of days", () => {
  it("begins and ends at midnight of the shop’s zone, also on the day that its clocks change", async () => {
    const times = [
      "2025-03-08T04:59:59.999Z",
      "2025-03-08T05:00:00.000Z",
      "2025-03-09T04:59:59.999Z",
      // The clocks go forward: this day has 23 hours.
      "2025-03-09T05:00:00.000Z",
      "2025-03-10T03:59:59.999Z",
      "2025-03-10T04:00:00.000Z",
    ];
    const made = await seedOrders(times.map((time) => ({ placedAt: new Date(time) })));
    const within = async (from: string, to: string) =>
      numbersOf(await exported({ from, to })).flatMap((number) => {
        const at = made.findIndex((order) => order.number === number);
        return at < 0 ? [] : [at];
      });
    expect(await within("2025-03-08", "2025-03-08")).toEqual([1, 2]);
    expect(await within("2025-03-09", "2025-03-09")).toEqual([3, 4]);
    expect(await within("2025-03-08", "2025-03-09")).toEqual([1, 2, 3, 4]);
    expect(await within("", "2025-03-07")).toEqual([0]);
    expect(await within("2025-03-10", "")).toEqual([5]);
  });

  it("that is none exports nothing: the form says why", async () => {
    for (const days of [
      { from: "2026-02-30" },
      { from: "2026-02-03", to: "2026-02-02" },
      { to: "x".repeat(99) },
    ])
      expect(await redirectOf(ask(days))).toMatch(/^\/admin\/orders\/export\?/);
  });
});

describe("14.6: refunds and parcels", () => {
  it("are chosen by their own days and by their orders", async () => {
    const [paid, other] = await seedOrders([
      { customerName: "Refunda Sought", placedAt: new Date("2024-05-01T12:00:00Z") },
      { customerName: "Someone Else", placedAt: new Date("2024-05-01T12:00:00Z") },
    ]);
    for (const [order, time, amount] of [
      [paid, "2024-06-01T03:59:59Z", 100],
      [paid, "2024-06-01T04:00:00Z", 250],
      [other, "2024-06-01T12:00:00Z", 300],
    ] as const) {
      await pool().query(
        `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, created_at, updated_at)
         VALUES ($1, gen_random_uuid()::text, $2, 'eur', 'succeeded', $3, now())`,
        [order?.id, amount, time],
      );
      await pool().query(
        `WITH parcel AS (INSERT INTO fulfillments (order_id, request_id, carrier, tracking_numbers, sent_at)
           VALUES ($1, gen_random_uuid()::text, 'dhl', '{1234567890}', $2) RETURNING id, order_id)
         INSERT INTO fulfillment_lines (fulfillment_id, order_line_id, quantity)
         SELECT parcel.id, l.id, 1 FROM parcel JOIN order_lines l ON l.order_id = parcel.order_id`,
        [order?.id, time],
      );
    }
    await pool().query(
      `INSERT INTO fulfillments (order_id, request_id, state, sent_at, moved_at)
       VALUES ($1, gen_random_uuid()::text, 'undone', '2024-06-01T13:00:00Z', now())`,
      [paid?.id],
    );
    await pool().query(
      `INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount_minor, sent)
       SELECT r.id, l.id, 1, 300, 1 FROM refunds r JOIN order_lines l USING (order_id) WHERE r.order_id = $1`,
      [other?.id],
    );
    const day = { from: "2024-06-01", to: "2024-06-01" };
    const items = (await exported({ file: "refunds", ...day })).map((line) => line["Refunded items"]);
    expect(items).toEqual(["", "1 × Tumble mug, Clay"]);
    const amounts = async (query: Line) =>
      (await exported({ file: "refunds", ...query })).map(({ Amount }) => Amount);
    expect(await amounts({ from: "2024-05-31", to: "2024-06-01" })).toEqual(["1.00", "2.50", "3.00"]);
    expect(await amounts(day)).toEqual(["2.50", "3.00"]);
    expect(await amounts({ ...day, q: hideWords("sought") })).toEqual(["2.50"]);
    const parcels = await exported({ file: "parcels", ...day });
    expect(numbersOf(parcels)).toEqual([paid?.number, other?.number]);
    expect(parcels[0]).toMatchObject({
      "Sent at": "2024-06-01T00:00:00-04:00",
      Carrier: "DHL",
      "Tracking numbers": "1234567890",
      Units: "1",
      Contents: "1 × Tumble mug, Clay",
    });
    expect(await exported({ file: "parcels", ...day, q: hideWords("sought") })).toHaveLength(1);
  });
});

describe("14.6: an export of many orders", () => {
  const COUNT = 2_500;
  const fill = (name: string, count: number, from: string) =>
    pool().query(
      `INSERT INTO orders (id, reference_hash, cart_key, payment_state, fulfillment_state, currency, subtotal_minor,
                           total_minor, sent_minor, livemode, hold_expires_at, placed_at, customer_name)
       SELECT gen_random_uuid(), md5($1 || 'a' || i) || md5($1 || 'b' || i), $1 || i, 'paid', 'fulfilled', 'eur', 1, 1, 1,
              false, now(), $3::timestamptz + (i / 7) * interval '1 minute', 'Many ' || $1
         FROM generate_series(1, $2::int) i`,
      [name, count, from],
    );
  const many = { from: "2020-01-01", to: "2020-12-31" };

  beforeAll(() => fill("first", COUNT, "2020-06-01T00:00:00Z").then(() => undefined));

  it("has each once, also while orders are placed before, between and behind them, and holds no connection meanwhile", async () => {
    const reader = (await ask(many)).body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let made = 0; ; made += 1) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      text += decoder.decode(value, { stream: true });
      await pool().query("SELECT 1");
      expect(pool().idleCount).toBe(pool().totalCount);
      // Seven orders have the same time: pages end among them.
      await fill(`more${made}`, 50, "2020-06-01T01:10:00Z");
      await fill(`after${made}`, 5, "2020-09-01T00:00:00Z");
    }
    const lines: Line[] = parse(text, { bom: true, columns: true });
    const numbers = numbersOf(lines);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(lines.filter(({ Customer }) => Customer === "Many first")).toHaveLength(COUNT);
    const times = lines.map((line) => line["Placed at"] ?? "");
    expect(times).toEqual(times.toSorted());
  });

  it("is read no further once the client has gone", async () => {
    let taken = 0;
    const count = () => {
      taken += 1;
    };
    const reader = (await ask(many)).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    pool().on("acquire", count);
    await pool().query("SELECT 1");
    await pool().query("SELECT 1");
    pool().off("acquire", count);
    expect(taken).toBe(2);
    expect(pool().idleCount).toBe(pool().totalCount);
  });
});

describe("14.6: who may export", () => {
  it("is in the audit, with what was exported and without what was searched for", async () => {
    await exported({
      ...{ q: hideWords("ann byron"), state: "paid", country: "IE", until: "2026-12-31", min: "1" },
      ...{ from: "2026-01-01", file: "items" },
    });
    const { rows } = await pool().query(
      "SELECT object, before, after FROM audit_entries WHERE action = 'orders_exported' ORDER BY seq DESC LIMIT 1",
    );
    expect(rows).toEqual([
      {
        object: null,
        before: null,
        after: {
          file: "items",
          chosen: null,
          isSearch: true,
          state: "paid",
          toSend: false,
          needsReview: false,
          isSent: false,
          placed: "–2026-12-31",
          country: "IE",
          minMinor: "100",
          maxMinor: null,
          shipping: null,
          product: null,
          from: "2026-01-01",
          to: null,
        },
      },
    ]);
  });

  it("only who confirmed within ten minutes", async () => {
    await pool().query("UPDATE admin_sessions SET confirmed_at = now() - interval '11 minutes'");
    expect(await redirectOf(ask({ state: "paid" }))).toMatch(
      /^\/admin\/confirm\?next=%2Fadmin%2Forders%2Fexport%3Fstate%3Dpaid/,
    );
  });

  it.each(ROLES)("%s", async (role) => {
    await be(role);
    const answer = await ask({}).catch((error: Error) => error);
    if (["owner", "manager", "accountant"].includes(role)) {
      expect(answer).toBeInstanceOf(Response);
      await (answer as Response).body?.cancel();
    } else expect(answer).toMatchObject({ name: "NotAllowedError" });
  });

  it("nobody who is not signed in", async () => {
    openBrowser();
    expect(await redirectOf(ask({}))).toMatch(/^\/admin\/sign-in\?next=%2Fadmin%2Forders%2Fexport/);
  });
});
