import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getMail } from "@/server/mail/get-mail";
import { listMails } from "@/server/mail/list-mails";
import { getNeighbors } from "@/server/orders/admin/get-neighbors";
import { getOrder } from "@/server/orders/admin/get-order";
import { listOrders } from "@/server/orders/admin/list-orders";
import { closeDb, pool } from "@/server/platform/db";
import { translator } from "../../../messages/messages.ts";
import { describeOrderEvent } from "../../../ui/admin/history/describe-order-event.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "./admin-orders.ts";

const START = Date.parse("2026-11-01T00:00:00Z");

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  await signInAs("viewer");
});
afterAll(closeDb);

/** The page asked for; fails the test when the search was too broad. */
async function pageOf(query: Parameters<typeof listOrders>[0]) {
  const page = await listOrders(query);
  if (page.kind !== "page") throw new Error("too broad");
  return page;
}

const numbersOf = async (query: Parameters<typeof listOrders>[0]) =>
  (await pageOf(query)).rows.map((row) => row.number);

/** Follows the pages one way to their end. */
async function walk(direction: "older" | "newer", from: Parameters<typeof listOrders>[0]) {
  const pages: string[][] = [];
  let query = from;
  for (;;) {
    const page = await pageOf(query);
    pages.push(page.rows.map((row) => row.id));
    const place = page[direction];
    if (place === null || pages.length > 60) return pages;
    query = direction === "older" ? { ...from, after: place } : { ...from, before: place };
  }
}

describe("the pages of the list", () => {
  let expected: string[];
  beforeAll(async () => {
    // Seven orders share each moment, so that pages end between orders of one time.
    await seedOrders(
      Array.from({ length: 250 }, (_, index) => ({
        placedAt: new Date(START + Math.floor(index / 7) * 1000),
        paymentState: index % 2 === 0 ? "paid" : "refunded",
        fulfillmentState: index % 5 === 0 ? "fulfilled" : "unfulfilled",
      })),
    );
    const { rows } = await pool().query("SELECT id FROM orders ORDER BY placed_at DESC, id DESC");
    expected = rows.map((row) => row.id);
  });

  it("show every order once, there and back", async () => {
    const there = await walk("older", {});
    expect(there.map((page) => page.length)).toEqual([50, 50, 50, 50, 50]);
    expect(there.flat()).toEqual(expected);
    const last = await pageOf({ after: (await lastPlace()) ?? "" });
    expect(last.older).toBeNull();
    const back = await walk("newer", { before: last.newer ?? "" });
    expect([...back.toReversed().flat(), ...last.rows.map((row) => row.id)]).toEqual(expected);
  });

  async function lastPlace() {
    let place: string | null = null;
    for (let page = await pageOf({}); page.older; page = await pageOf({ after: page.older }))
      place = page.older;
    return place;
  }

  it.each([
    [{ state: "paid" }, "payment_state = 'paid'"],
    [{ toSend: true }, "payment_state = 'paid' AND fulfillment_state = 'unfulfilled'"],
    [{ state: "refunded", toSend: true }, "false"],
    [{ state: "authorized" }, "false"],
  ] as const)("show every order of %j once", async (filter, condition) => {
    const { rows } = await pool().query(
      `SELECT id FROM orders WHERE ${condition} ORDER BY placed_at DESC, id DESC`,
    );
    const ids = rows.map((row) => row.id);
    // What is to be sent begins with the longest waiting.
    expect((await walk("older", filter)).flat()).toEqual("toSend" in filter ? ids.toReversed() : ids);
  });

  it("have no way forward from the newest and none back from the oldest", async () => {
    const first = await pageOf({});
    expect(first.newer).toBeNull();
    const second = await pageOf({ after: first.older ?? "" });
    expect((await pageOf({ before: second.newer ?? "" })).newer).toBeNull();
  });

  it("start at the newest for a place that is none, and where newer orders came in between", async () => {
    const first = (await pageOf({})).rows.map((row) => row.id);
    expect((await pageOf({ after: "' OR 1=1" })).rows.map((row) => row.id)).toEqual(first);
    expect((await pageOf({ before: "nonsense" })).rows.map((row) => row.id)).toEqual(first);
    const tenth = (await pageOf({})).rows[10];
    const place = `${tenth?.placedAt.getTime()}.${tenth?.id}`;
    expect((await pageOf({ before: place })).rows.map((row) => row.id)).toEqual(first);
  });

  it("tell what an order is worth in its currency and how many pieces it has", async () => {
    const { rows } = await pageOf({});
    expect(rows[0]).toMatchObject({
      total: { amountMinor: 6100n, currency: "eur" },
      itemCount: 2,
      conflict: null,
    });
  });
});

describe("the search", () => {
  const id = { pi: "pi_3SearchedPayment", cs: "cs_test_searched", ch: "ch_3Searched", re: "re_3Searched" };
  let numbers: Record<string, number>;
  beforeAll(async () => {
    const made = await seedOrders([
      { email: "Aoife.Murphy@Example.com", customerName: "Aoife Murphy", placedAt: new Date(START - 1000) },
      {
        email: "aoife.murphy@example.com.evil",
        customerName: "Someone Else",
        placedAt: new Date(START - 2000),
      },
      {
        email: "li@example.net",
        customerName: "Bo Li",
        stripePaymentIntentId: id.pi,
        placedAt: new Date(START - 3000),
      },
      {
        customerName: "100% Wool_Shop",
        stripeSessionId: id.cs,
        stripeChargeId: id.ch,
        placedAt: new Date(START - 4000),
      },
      {
        customerName: "Élodie O'Brien <script>",
        email: "elodie@example.net",
        placedAt: new Date(START - 5000),
      },
    ]);
    const [murphy, other, li, wool, elodie] = made.map((order) => order.number);
    numbers = { murphy, other, li, wool, elodie } as Record<string, number>;
    await pool().query(
      `INSERT INTO refunds (order_id, request_id, amount_minor, currency, stripe_refund_id) VALUES ($1, 'r', 1, 'eur', $2)`,
      [made[2]?.id, id.re],
    );
    await pool().query(
      `INSERT INTO stripe_events (id, type, object_id, livemode, payload, order_id) VALUES ('evt_1Searched', 'x', 'y', false, '{}', $1)`,
      [made[3]?.id],
    );
  });

  it.each([
    ["aoife.murphy@example.com", ["murphy"]],
    ["AOIFE.MURPHY@EXAMPLE.COM", ["murphy"]],
    ["aoife.murphy@", ["murphy", "other"]],
    ["@example.net", ["li", "elodie"]],
    ["nobody@example.com", []],
    [id.pi, ["li"]],
    [id.cs, ["wool"]],
    [id.ch, ["wool"]],
    [id.re, ["li"]],
    ["evt_1Searched", ["wool"]],
    ["pi_3Nobody", []],
    ["murphy", ["murphy", "other"]],
    ["murphy aoife", ["murphy", "other"]],
    ["aoife wool", []],
    ["urph", ["murphy", "other"]],
    ["li", ["li"]],
    ["bo", ["li"]],
    ["100%", ["wool"]],
    ["wool_", ["wool"]],
    ["w__l", []],
    ["%%%", []],
    ["Élodie", ["elodie"]],
    ["lodie", ["elodie"]],
    ["o'brien", ["elodie"]],
    ["<script>", ["elodie"]],
    ["\\", []],
    ["99999999999", []],
  ])("%j finds %j", async (search, names) => {
    expect(await numbersOf({ search })).toEqual(names.map((name) => numbers[name]));
  });

  it("M10: finds a name whatever its accents and apostrophes, typed with or without them", async () => {
    const names = ["Süß", "O’Neill", "O'Neill", "Łukasz Żółć", "Åse Bjørk", "Nguyễn Thị"];
    const seeds = names.map((name, index) => ({
      customerName: name,
      placedAt: new Date(START - 5_100 - index),
    }));
    const made = await seedOrders(seeds);
    const found = async (search: string) =>
      (await pageOf({ search })).rows
        .map(({ id }) => names[made.findIndex((order) => order.id === id)])
        .filter((name) => name !== undefined);
    expect(await found("suss")).toEqual(["Süß"]);
    expect(await found("süss")).toEqual(["Süß"]);
    expect(await found("SÜß")).toEqual(["Süß"]);
    for (const typed of ["o'neill", "O’Neill", "o‘neill", "o´neill"])
      expect(await found(typed), typed).toEqual(["O’Neill", "O'Neill"]);
    expect(await found("lukasz zolc")).toEqual(["Łukasz Żółć"]);
    expect(await found("ase bjork")).toEqual(["Åse Bjørk"]);
    expect(await found("nguyen thi")).toEqual(["Nguyễn Thị"]);
  });

  it("M10: finds a number as the page and the mails call it", async () => {
    for (const typed of [
      `Order ${numbers.li}`,
      `order #${numbers.li}`,
      ` ORDER ${numbers.li} `,
      `# ${numbers.li}`,
    ])
      expect(await numbersOf({ search: typed }), typed).toEqual([numbers.li]);
  });

  it("finds a number, and only that", async () => {
    expect(await numbersOf({ search: `#${numbers.li}` })).toEqual([numbers.li]);
  });

  it("goes together with the filters", async () => {
    expect(await numbersOf({ search: "murphy", state: "refunded" })).toEqual([]);
    expect(await numbersOf({ search: "murphy", state: "paid", toSend: true })).toHaveLength(2);
  });

  it("goes on page by page for a word that many orders have", async () => {
    const seeds = Array.from({ length: 120 }, (_, index) => ({
      customerName: "Walter Walker",
      placedAt: new Date(START - 10_000 - Math.floor(index / 9)),
    }));
    const made = new Set((await seedOrders(seeds)).map((order) => order.id));
    const pages = await walk("older", { search: "walker" });
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat())).toEqual(made);
  });

  it("goes on beyond the newest orders for a word that only old ones have, and many", async () => {
    await pool().query(
      `INSERT INTO orders (id, reference_hash, cart_key, payment_state, currency, subtotal_minor, total_minor, sent_minor, livemode,
                           hold_expires_at, placed_at, customer_name)
       SELECT gen_random_uuid(), md5('m' || i) || md5('n' || i), 'many-' || i, 'paid', 'eur', 1, 1, 1, false, now(),
              to_timestamp(1e9 - i / 9), CASE WHEN i > 2000 THEN 'Zebedee Old' ELSE 'Someone New' END
         FROM generate_series(1, 4100) i`,
    );
    const { rows } = await pool().query(
      "SELECT id FROM orders WHERE customer_name = 'Zebedee Old' ORDER BY placed_at DESC, id DESC",
    );
    const pages = await walk("older", { search: "zebedee" });
    expect(pages.flat()).toEqual(rows.map((row) => row.id));
  });

  it("says so when it would take too long", async () => {
    await pool().query(
      "BEGIN; ALTER TABLE orders RENAME TO orders_kept; CREATE VIEW orders AS SELECT * FROM orders_kept WHERE pg_sleep(0.02) IS NOT NULL; COMMIT",
    );
    try {
      expect(await listOrders({ search: "walker nobody" })).toEqual({ kind: "too_broad" });
    } finally {
      await pool().query("BEGIN; DROP VIEW orders; ALTER TABLE orders_kept RENAME TO orders; COMMIT");
    }
  });
});

describe("one order", () => {
  it("shows what happened, with every webhook in its place, and what is left to refund", async () => {
    const [made] = await seedOrders([{ customerName: "Nora", conflict: "amount", stripeChargeId: "ch_x" }]);
    const orderId = made?.id ?? "";
    const at = (second: number) => new Date(START + second * 1000);
    await pool().query(
      `INSERT INTO order_events (order_id, at, actor_kind, actor_ref, kind, from_state, to_state)
       VALUES ($1, $2, 'shopper', NULL, 'checkout_started', NULL, NULL),
              ($1, $3, 'event', 'evt_a', 'payment_moved', 'awaiting_payment', 'paid')`,
      [orderId, at(0), at(20)],
    );
    await pool().query(
      `INSERT INTO stripe_events (id, type, object_id, livemode, payload, order_id, state, reason_code, received_at)
       VALUES ('evt_a', 'checkout.session.completed', 'cs', false, '{}', $1, 'applied', NULL, $2),
              ('evt_b', 'charge.updated', 'ch', false, '{}', $1, 'ignored', 'unused_type', $3)`,
      [orderId, at(10), at(30)],
    );
    await pool().query(
      `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state)
       VALUES ($1, 'a', 1000, 'eur', 'succeeded'), ($1, 'b', 500, 'eur', 'pending'), ($1, 'c', 100, 'eur', 'failed')`,
      [orderId],
    );
    const order = await getOrder(orderId);
    expect(
      order?.timeline.map(({ event }) => describeOrderEvent(event, "en-IE", translator("en-IE"))),
    ).toEqual([
      "Checkout started; stock reserved",
      "Webhook checkout.session.completed received – applied",
      "Paid",
      "Webhook charge.updated received – ignored: the shop does not use events of this type",
    ]);
    expect(order).toMatchObject({
      needsAttention: true,
      refundable: { amountMinor: 4600n },
      stripeChargeId: "ch_x",
    });
    expect(order?.lines).toHaveLength(1);
    expect(JSON.stringify(order, (_, value) => String(value))).not.toContain("payload");
  });

  it.each(["", "1042", "' OR 1=1", "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"])("%j is none", async (id) => {
    expect(await getOrder(id)).toBeNull();
  });
});

describe("the outbox", () => {
  it("shows every mail once, newest first, also of one moment", async () => {
    await pool().query(
      `INSERT INTO mails (kind, recipient, subject, html, text, state, created_at)
       SELECT 'k' || i, 'a@example.com', 'Mail ' || i, '<p>html</p>', 'text', 'kept', to_timestamp(1e9 + i / 7)
         FROM generate_series(1, 130) i`,
    );
    const { rows } = await pool().query("SELECT id FROM mails ORDER BY created_at DESC, id");
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listMails(after);
      seen.push(...page.rows.map((row) => row.id));
      if (page.older === null) break;
      after = page.older;
    }
    expect(seen).toEqual(rows.map((row) => row.id));
    expect(await getMail(seen[0] ?? "")).toMatchObject({ html: "<p>html</p>", text: "text", state: "kept" });
    expect(await getMail("nonsense")).toBeNull();
  });
});

describe("14.2: the neighbors of an order", () => {
  it("are those of the list, and none at its ends", async () => {
    const { rows } = await pool().query<{ id: string }>(
      "SELECT id FROM orders ORDER BY placed_at DESC, id DESC",
    );
    const ids = rows.map(({ id }) => id);
    for (const at of [0, 1, 6, 7, ids.length - 1]) {
      const { newer, older } = await getNeighbors(ids[at] ?? "");
      expect([newer?.id, older?.id]).toEqual([ids[at - 1], ids[at + 1]]);
    }
    expect(await getNeighbors("no id")).toEqual({ newer: null, older: null });
  });
});
