import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/admin/(signed-in)/customers/[id]/export/route";
import { findCustomer, getCustomer } from "@/server/customers/get-customer";
import { listCustomers } from "@/server/customers/list-customers";
import { saveNote } from "@/server/customers/save-note";
import { closeDb, pool } from "@/server/platform/db";
import type { Role } from "../../../domain/accounts/roles.ts";
import { ROLES } from "../../../domain/accounts/roles.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "../orders/admin-orders.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  await be("owner");
});
afterAll(closeDb);

async function be(role: Role): Promise<void> {
  openBrowser();
  await signInAs(role);
}

const idOf = async (email: string): Promise<string> =>
  (await pool().query("SELECT id FROM customers WHERE email = $1", [email])).rows[0]?.id;

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

describe("customers", () => {
  it("14.5 are one row per mail address, whatever its case, with the name of the newest order", async () => {
    await seedOrders([
      { email: "Ada@Shopper.test", customerName: "Ada Byron", placedAt: day(2) },
      { email: "ada@shopper.test", customerName: "Ada Lovelace", placedAt: day(5) },
      // Older, and told later.
      { email: "ADA@shopper.test", customerName: "A. B.", placedAt: day(1) },
      { email: "ada@shopper.test", placedAt: day(6) },
    ]);
    const [row, ...others] = (await listCustomers("ada")).rows;
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      email: "ada@shopper.test",
      name: "Ada Lovelace",
      paidOrders: 4,
      lastOrderAt: day(6),
      kept: [{ amountMinor: 24_400n, currency: "eur" }],
    });
  });

  it("14.5 appear when an order learns its address, as reconciling tells it", async () => {
    const [order] = await seedOrders([{ paymentState: "awaiting_payment", capturedMinor: 0 }]);
    await pool().query(
      "UPDATE orders SET email = 'late@shopper.test', customer_name = 'Late' WHERE id = $1",
      [order?.id],
    );
    expect((await listCustomers("late")).rows).toMatchObject([{ name: "Late", paidOrders: 0, kept: [] }]);
    expect(await findCustomer("LATE@shopper.test")).toMatchObject({ paidOrders: 0, kept: [] });
    expect(await findCustomer("nobody@shopper.test")).toBeNull();
    expect(await findCustomer(null)).toBeNull();
  });

  it("14.5 keep what neither refunds nor banks took, currency by currency", async () => {
    const [refunded, disputed, won, foreign] = await seedOrders(
      Array.from({ length: 4 }, (_, made) => ({ email: "sums@shopper.test", placedAt: day(made + 1) })),
    );
    await pool().query(
      "UPDATE orders SET refunded_minor = 1100, payment_state = 'partially_refunded' WHERE id = $1",
      [refunded?.id],
    );
    for (const [order, state, hold] of [
      [disputed, "lost", "lost"],
      [won, "won", null],
    ] as const) {
      await pool().query(
        `INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency, created_at)
         VALUES ($1, $2, $3, 'fraudulent', 6100, 'eur', now())`,
        [order?.id, `du_${order?.number}`, state],
      );
      await pool().query('UPDATE orders SET dispute_hold = $2::"DisputeHold" WHERE id = $1', [
        order?.id,
        hold,
      ]);
    }
    await pool().query("UPDATE orders SET currency = 'usd' WHERE id = $1", [foreign?.id]);
    const customer = await getCustomer(await idOf("sums@shopper.test"));
    expect(customer?.paidOrders).toBe(4);
    // 6100 − 1100, 0, 6100.
    expect(customer?.kept).toEqual(
      expect.arrayContaining([
        { amountMinor: 11_100n, currency: "eur" },
        { amountMinor: 6_100n, currency: "usd" },
      ]),
    );
    expect(customer?.kept).toHaveLength(2);
    expect(customer?.orders.map(({ number }) => number)).toEqual(
      [foreign, won, disputed, refunded].map((order) => order?.number),
    );
  });

  it("14.5 are listed by their last order, each once, page after page", async () => {
    await seedOrders(
      Array.from({ length: 120 }, (_, made) => ({
        email: `many-${made}@pages.test`,
        placedAt: day(Math.floor(made / 7) + 30),
      })),
    );
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listCustomers("@pages.test", "", after);
      seen.push(...page.rows.map(({ email }) => email));
      if (page.older === null) break;
      after = page.older;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    const { rows } = await listCustomers("pages.test");
    expect(rows.map(({ lastOrderAt }) => lastOrderAt)).toEqual(
      rows.map(({ lastOrderAt }) => lastOrderAt).toSorted((one, other) => other.getTime() - one.getTime()),
    );
  });

  it.each(["José", "jose", "núñez jos", "%", "_", "\\"])(
    "14.5 are found by %s as it is written",
    async (words) => {
      await seedOrders([{ email: "pepe@shopper.test", customerName: "José Núñez" }]);
      const found = (await listCustomers(words)).rows.map(({ email }) => email);
      expect(found).toEqual(/^[%_\\]$/.test(words) ? [] : ["pepe@shopper.test"]);
    },
  );
});

describe("the note on a customer", () => {
  it("14.5 is kept, and what another person wrote meanwhile is not overwritten", async () => {
    await seedOrders([{ email: "note@shopper.test" }]);
    const id = await idOf("note@shopper.test");
    expect(await saveNote(id, "Likes blue", "")).toBe("saved");
    expect(await saveNote(id, "Prefers blue", "")).toBe("changed");
    expect(await saveNote(id, "x".repeat(5_001), "Likes blue")).toBe("too_long");
    expect(await getCustomer(id)).toMatchObject({ note: "Likes blue" });
    expect((await listCustomers("note@shopper")).rows).toMatchObject([{ hasNote: true }]);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS count FROM audit_entries WHERE action = 'customer_noted' AND object = $1",
      [`customer:${id}`],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe("one person's data", () => {
  const exported = async (id: string) => GET(new Request("http://x"), { params: Promise.resolve({ id }) });

  it("14.5 is everything of their orders and mails and nothing of others, without a secret, and is audited", async () => {
    const [order, other] = await seedOrders([
      { email: "Gdpr@shopper.test", customerName: "Gil", stripePaymentIntentId: "pi_gdpr" },
      { email: "other@shopper.test", customerName: "Other Shopper" },
    ]);
    await pool().query(
      "UPDATE orders SET client_secret = 'cs_secret_text', opened_by = 'hash-of-address' WHERE id = $1",
      [order?.id],
    );
    await pool().query(
      `INSERT INTO mails (order_id, kind, recipient, subject, html, text, state)
       VALUES ($1, 'order_confirmation', 'gdpr@Shopper.test', 'Your order', '<p>', 'Thank you', 'sent')`,
      [order?.id],
    );
    await pool().query(
      `INSERT INTO order_events (order_id, kind, data, actor_kind, actor_ref)
       VALUES ($1, 'note', '{"text":"Knock twice","writerId":"id-of-ada","requestId":"r"}', 'admin', 'Ada')`,
      [order?.id],
    );
    await pool().query(
      `UPDATE orders SET original_address = '{"line1":"1 Old Street"}', shipping_address = '{"line1":"1 New Street"}'
        WHERE id = $1`,
      [order?.id],
    );
    await pool().query(
      `INSERT INTO refunds (order_id, request_id, amount_minor, currency, note, state, updated_at)
       VALUES ($1, 'gdpr', 100, 'eur', 'A scratch', 'succeeded', now())`,
      [order?.id],
    );
    await pool().query(
      `INSERT INTO returns (order_id, request_id, kind, note) VALUES ($1, 'gdpr', 'withdrawal', 'Too blue')`,
      [order?.id],
    );
    await pool().query(
      `INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency)
       VALUES ($1, 'du_gdpr', 'won', 'fraudulent', 6100, 'eur')`,
      [order?.id],
    );
    const id = await idOf("gdpr@shopper.test");
    await pool().query("UPDATE customers SET tags = '{vip}' WHERE id = $1", [id]);
    expect(
      (await getCustomer(id))?.cases.map(({ kind, state, orderNumber }) => [kind, state, orderNumber]),
    ).toEqual(
      expect.arrayContaining([
        ["refund", "succeeded", order?.number],
        ["withdrawal", "requested", order?.number],
        ["dispute", "won", order?.number],
      ]),
    );
    const answer = await exported(id);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="customer-${id}.json"`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = await answer.text();
    const data = JSON.parse(text);
    expect(data).toMatchObject({
      email: "gdpr@shopper.test",
      tags: ["vip"],
      orders: [
        {
          number: order?.number,
          totalMinor: 6100,
          stripePaymentIntentId: "pi_gdpr",
          lines: [{ productTitle: "Tumble mug", quantity: 2 }],
          history: [{ kind: "note", text: "Knock twice" }],
          shippingAddress: { line1: "1 New Street" },
          originalAddress: { line1: "1 Old Street" },
          refunds: [{ amountMinor: 100, note: "A scratch" }],
          returns: [{ kind: "withdrawal", note: "Too blue" }],
          disputes: [{ state: "won" }],
        },
      ],
      mails: [{ subject: "Your order", text: "Thank you" }],
    });
    expect(data.orders).toHaveLength(1);
    expect(text).not.toContain(String(other?.number));
    expect(text).not.toMatch(/cs_secret_text|hash-of-address|Other Shopper|id-of-ada/);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS count FROM audit_entries WHERE action = 'customer_exported' AND object = $1",
      [`customer:${id}`],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("14.5 asks who it is after ten minutes", async () => {
    const id = await idOf("gdpr@shopper.test");
    await pool().query("UPDATE admin_sessions SET confirmed_at = now() - interval '11 minutes'");
    await expect(exported(id)).rejects.toMatchObject({
      digest: expect.stringContaining("/admin/confirm?next="),
    });
  });
});

describe("who may see customers", () => {
  it.each(ROLES)("14.5 %s", async (role) => {
    const id = await idOf("note@shopper.test");
    await be(role);
    const may = (call: Promise<unknown>) =>
      call.then(
        () => true,
        (error: Error) => {
          expect(error.name).toBe("NotAllowedError");
          return false;
        },
      );
    const isShop = role === "owner" || role === "manager";
    expect(await may(listCustomers(""))).toBe(isShop);
    expect(await may(getCustomer(id))).toBe(isShop);
    expect(await may(findCustomer("note@shopper.test"))).toBe(isShop);
    expect(await may(saveNote(id, "Likes blue", "Likes blue"))).toBe(isShop);
    expect(await may(GET(new Request("http://x"), { params: Promise.resolve({ id }) }))).toBe(
      role === "owner",
    );
  });
});
