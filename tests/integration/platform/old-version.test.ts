import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startSession } from "@/server/accounts/start-session";
import { quoteCart } from "@/server/cart/quote-cart";
import { listMails } from "@/server/mail/list-mails";
import { getOrder } from "@/server/orders/admin/get-order";
import { listOrders } from "@/server/orders/admin/list-orders";
import { getReceipt } from "@/server/orders/mail/get-receipt";
import { closeDb, pool } from "@/server/platform/db";
import { referenceOf } from "@/server/platform/reference";
import { getReconciliation } from "@/server/reconciliation/get-reconciliation";
import { countEvents } from "@/server/webhooks/list-events";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { disputeHoldOf } from "../../../domain/orders/disputes.ts";
import { openSandboxAccount } from "../../../scripts/sandbox-account.ts";
import { useEnvironment } from "../../support/database.ts";
import { type ExpectedOrder, type OldShop, openOldShop } from "../../support/old-shop.ts";
import { TSX } from "../../support/tsx.ts";

// Longer than any session, refund or dispute of the dump takes to end.
const MONTHS_IN_DAYS = 150;
const COMMAND_MS = 600_000;

let shop: OldShop;
let migration: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  shop = await openOldShop("tests/fixtures/old-versions/2026-11-25");
  // No check of the dump left anything out.
  await change("UPDATE reconcile_runs SET gaps = '{Not checked: refunds.}' WHERE kind = 'comparison'");
  const { url } = shop.sandbox;
  // Nobody listens there for events.
  const account = await openSandboxAccount(url, "http://127.0.0.1:9/webhooks/stripe");
  useEnvironment({ DATABASE_URL: shop.databaseUrl, DATA_DIR: shop.dataDir, ...account });
  migration = await run("scripts/migrate.ts");
}, COMMAND_MS);
afterAll(async () => {
  await closeDb();
  await shop.close();
});

async function change(statement: string): Promise<void> {
  const client = new pg.Client(shop.databaseUrl);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A command of today's version while the shop runs, as its merchant runs it after the update. */
async function run(script: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [...TSX, script, ...args]);
  let [out, errors] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const [code] = await once(child, "close");
  return { code, out: out || errors };
}

const report = z.object({
  verdict: z.string(),
  checked: z.object({ orders: z.number(), sessions: z.number() }),
  differences: z.array(
    z.object({
      kind: z.string(),
      evidence: z.object({ records: z.string() }),
      facts: z.object({ records: z.looseObject({ code: z.string() }) }),
    }),
  ),
  gaps: z.array(z.string()),
});

async function reconcile() {
  const { code, out } = await run("scripts/reconcile.ts", "--json");
  const parsed = report.safeParse(out.startsWith("{") ? JSON.parse(out) : undefined);
  if (!parsed.success) throw new Error(`it ended with ${code}: ${out}`);
  return { code, ...parsed.data };
}

/** Every order as the admin's pages and the shopper's show it, by number. */
async function openOrders(): Promise<Record<string, ExpectedOrder>> {
  const opened: Record<string, ExpectedOrder> = {};
  for (let after: string | undefined, isOver = false; !isOver; ) {
    const page = await listOrders({ after });
    if (page.kind !== "page") throw new Error("the list took too long");
    for (const row of page.rows) {
      const [order, receipt] = await Promise.all([getOrder(row.id), getReceipt(referenceOf(row.id))]);
      if (!order || !receipt) throw new Error(`order ${row.number} does not open`);
      const { number, paymentState, totals, refunded } = order;
      const { total } = totals;
      // Flagged since by the migration, or when it is reconciled.
      const isFlagged = order.conflict === `dispute_${order.disputeHold}`;
      expect(order.disputeHold).toBe(disputeHoldOf(order.disputes.map(({ state }) => state)));
      expect(isFlagged || order.disputeHold === null || order.conflict !== null).toBe(true);
      expect(receipt).toMatchObject({ number, paymentState, totals, refunded });
      expect(row).toMatchObject({ number, paymentState, total, refunded });
      opened[order.number] = {
        payment: paymentState,
        conflict: isFlagged ? null : order.conflict,
        total: String(total.amountMinor),
        captured: String(order.captured.amountMinor),
        refunded: String(refunded.amountMinor),
        refunds: order.refunds.map(({ state }) => state),
        disputes: order.disputes.map(({ state }) => state),
        history: order.timeline.filter(
          ({ event }) =>
            event.kind !== "payment_attempt_failed" &&
            (event.kind !== "flagged" || !event.data.reason.startsWith("dispute_")),
        ).length,
      };
    }
    after = page.older ?? undefined;
    isOver = after === undefined;
  }
  return opened;
}

describe("a database of the version of 25 November 2026", () => {
  it("takes the migrations since", () => {
    expect(migration).toEqual({ code: 0, out: expect.stringMatching(/up to date|applied/) });
  });

  it("lets its admin sign in and its shopper's cart be read", async () => {
    const { admin, cart } = shop.expected;
    expect(await startSession(admin.email, admin.password)).toEqual({ kind: "signed_in" });
    const contents = readCartCookie(cart);
    if (!contents) throw new Error("the cookie is no cart");
    const { lines } = await quoteCart(contents);
    expect(lines.map(({ quantity, notice }) => ({ quantity, notice }))).toEqual([
      { quantity: 2, notice: null },
      { quantity: 1, notice: "price_changed" },
    ]);
  });

  it("opens every order with its state, sums and history", async () => {
    expect(await openOrders()).toEqual(shop.expected.orders);
  });

  it("carries every line of its history over as a fact, with the amounts of its refunds", async () => {
    const { rows } = await pool().query<{ kind: string; count: number; amounts: number }>(
      `SELECT kind, count(*)::int AS count, count(data ->> 'amountMinor')::int AS amounts
         FROM order_events GROUP BY kind ORDER BY kind`,
    );
    // Three requests have another time than their refund: the dump moves what has not reached Stripe to today.
    expect(rows.map(({ kind, count, amounts }) => `${kind} ${count} ${amounts}`)).toEqual([
      "automatic_refund_requested 7 6",
      "checkout_started 88 0",
      "dispute_changed 12 12",
      "flagged 28 0",
      "payment_moved 136 0",
      "refund_changed 50 50",
      "refund_refused 1 0",
      "refund_requested 17 15",
      "restocked 1 0",
      "review_dismissed 7 0",
      "revived 8 0",
      "stock_allocated 1 0",
      "stock_released 2 0",
      "webhook_event_ignored 1 0",
      "webhook_event_retried 1 0",
    ]);
  });

  it("has a customer for each address that ordered", async () => {
    const { rows } = await pool().query<{ customers: number; addresses: number }>(
      `SELECT (SELECT count(*)::int FROM customers) AS customers,
              (SELECT count(DISTINCT lower(email))::int FROM orders) AS addresses`,
    );
    expect(rows[0]?.customers).toBeGreaterThan(0);
    expect(rows[0]?.customers).toBe(rows[0]?.addresses);
  });

  it("keeps its webhook events and mails, each in its state", async () => {
    expect(await countEvents()).toEqual(shop.expected.events);
    const mails = Map.groupBy((await listMails()).rows, ({ state }) => state);
    expect(Object.fromEntries([...mails].map(([state, rows]) => [state, rows.length]))).toEqual(
      shop.expected.mails,
    );
  });

  it("knows why each webhook event is where it is, by code and details", async () => {
    const { rows } = await pool().query<{ state: string; reason: string; detail: object | null }>(
      `SELECT state, reason_code AS reason, reason_detail AS detail FROM stripe_events
        WHERE reason_code IS NOT NULL ORDER BY state, reason_code, reason_detail->>'message'`,
    );
    const noAnswer = /^Stripe call readCheckoutSession failed \(retry\): /;
    const noPermission =
      /^Stripe call readCheckoutSession failed \(permission, more_permissions_required\): /;
    expect(rows.map(({ state, reason, detail }) => [state, reason, detail])).toEqual([
      ["received", "unknown_order", null],
      ["received", "waits_for_key", { message: expect.stringMatching(noPermission) }],
      ["received", "waits_for_stripe", { message: expect.stringMatching(noAnswer) }],
      ["ignored", "unused_type", null],
      ["ignored", "other_mode", null],
      ["ignored", "other_app", null],
      ["ignored", "unreadable", { dismissedBy: "Ada" }],
      ["ignored", "failed", { message: "the poison works", dismissedBy: "Ada" }],
      ["dead", "unreadable", null],
      ["dead", "unknown_order", null],
      [
        "dead",
        "failed",
        { message: expect.stringMatching(/^Stripe call readCheckoutSession failed \(unknown\): /) },
      ],
      ["dead", "failed", { message: "the poison works" }],
    ]);
  });

  it("shows what its last check found and left out, and why a sweep failed, as it said them", async () => {
    const { last, runs } = await getReconciliation();
    expect(last?.differences).toHaveLength(8);
    for (const { evidence } of last?.differences ?? [])
      expect(evidence).toEqual({
        records: { code: "text", text: expect.stringMatching(/^order \d+ is /) },
        stripe: { code: "text", text: expect.stringMatching(/^(session cs_test_\w+ is|not asked:) /) },
      });
    expect(last?.gaps).toEqual([{ code: "text", text: "Not checked: refunds." }]);
    expect(runs.flatMap(({ error }) => error ?? [])).toContainEqual({
      code: "text",
      text: expect.stringMatching(/^Stripe call listSessionsPage failed \(retry\): /),
    });
  });

  it("reads 0 differences, once what no event told is found", { timeout: COMMAND_MS }, async () => {
    expect(await reconcile()).toMatchObject({ code: 0, verdict: "clean", differences: [], gaps: [] });
    const { orders, afterReconcile } = shop.expected;
    expect(await openOrders()).toEqual({ ...orders, ...afterReconcile });
  });

  it("reads 0 differences months later, when all that waited has ended", {
    timeout: COMMAND_MS,
  }, async () => {
    await reconcile();
    await shop.advance(MONTHS_IN_DAYS);
    expect(await reconcile()).toMatchObject({ code: 0, verdict: "clean", differences: [], gaps: [] });
    const { orders, afterReconcile, afterMonths } = shop.expected;
    expect(await openOrders()).toEqual({ ...orders, ...afterReconcile, ...afterMonths });
  });

  it("reads one difference when one amount is a cent off", { timeout: COMMAND_MS }, async () => {
    await reconcile();
    await change("UPDATE orders SET captured_minor = captured_minor - 1 WHERE number = 1001");
    expect(await reconcile()).toMatchObject({
      code: 1,
      differences: [
        {
          kind: "amount",
          evidence: { records: expect.stringContaining("order 1001") },
          facts: { records: { code: "order", number: 1001, state: "paid" } },
        },
      ],
    });
  });
});
