import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GRANTS } from "../../../scripts/db-grants.ts";
import { openSandboxAccount } from "../../../scripts/sandbox-account.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { forgetOpeners } from "../../../server/orders/place/limit-shopper.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { askReturn } from "../../../server/orders/returns/ask-return.ts";
import { closeDb, pool, transaction } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { closeQueue, queue } from "../../../server/platform/queue.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { startWorker } from "../../../server/worker/start-worker.ts";
import { cartOf, makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";
import { TSX } from "../../support/tsx.ts";

const NAME = `test_${randomUUID().slice(0, 8)}`;
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "latchkey-roles-"));
afterAll(() => rmSync(folder, { recursive: true }));

// A row that Stripe's dashboard made.
const REFUND = "order_id, request_id, amount_minor, currency, stripe_refund_id, state, updated_at";
const MADE_BY_STRIPE = "id, 're_theirs', 1, 'eur', 're_theirs', 'succeeded', now()";

let testShop: TestShop;
let owner: pg.Client;
let ownerUrl: string;
let urls: { testShop: string; admin: string };

async function dbRoles(...args: string[]) {
  const { stdout } = await run(process.execPath, [...TSX, "scripts/db-roles.ts", "--name", NAME, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: ownerUrl,
      DATA_DIR: folder,
    },
  });
  const [testShop = "", admin = ""] = [...stdout.matchAll(/DATABASE_URL=(\S+)/g)].map(([, url]) => url);
  return { stdout, testShop, admin };
}

beforeAll(async () => {
  testShop = await openTestShop({ SURFACE: "shop" }, async (url) => {
    ownerUrl = url;
    urls = await dbRoles();
    return urls.testShop;
  });
  owner = new pg.Client(ownerUrl);
  await owner.connect();
});

afterAll(async () => {
  await testShop.close();
  await owner.query(`DROP OWNED BY ${NAME}_shop, ${NAME}_admin`);
  await owner.query(`DROP ROLE ${NAME}_shop, ${NAME}_admin`);
  await owner.end();
});

const asOwner = async <T = Record<string, unknown>>(text: string, values: unknown[] = []) =>
  (await owner.query(text, values)).rows as T[];

/** Runs one statement under a role and gives nothing of it back. @returns the SQLSTATE, or "allowed" */
async function tryAs(url: string, statement: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(statement);
    return "allowed";
  } catch (error) {
    return (error as { code?: string }).code ?? "?";
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
}

async function orderOf(cartKey: string) {
  const [row] = await asOwner<{ id: string; state: string; session: string }>(
    "SELECT id, payment_state AS state, stripe_session_id AS session FROM orders WHERE cart_key = $1 ORDER BY number DESC LIMIT 1",
    [cartKey],
  );
  if (!row) throw new Error("no order");
  return row;
}

async function checkOut(quantity = 1) {
  const variant = await makeVariant({ ...testShop, sql: asOwner }, {});
  const cart = cartOf([variant, quantity]);
  expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  return { cart, variant, order: await orderOf(cart.key) };
}

async function withdraw(orderId: string) {
  const [line] = await asOwner<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [orderId]);
  return askReturn({
    ...{ reference: referenceOf(orderId), requestId: randomUUID(), note: null },
    units: new Map([[line?.id ?? "", 1]]),
  });
}

describe("under the shop's role", () => {
  it("the shop sells, reconciles, mails and sweeps", async () => {
    const stop = await startWorker();
    try {
      const { cart, order } = await checkOut(2);
      await testShop.pay(order.session);
      const mails = () => asOwner("SELECT state FROM mails WHERE order_id = $1", [order.id]);
      await expect.poll(async () => (await orderOf(cart.key)).state, { timeout: 120_000 }).toBe("paid");
      await expect.poll(mails, { timeout: 120_000 }).toEqual([{ state: "kept" }]);
      const stock = await asOwner("SELECT state FROM stock_holds WHERE order_id = $1", [order.id]);
      expect(stock).toEqual([{ state: "sold" }]);
      expect((await sweepOrders({ minAgeSeconds: 0 })).failed).toBe(0);
      expect(await forgetOpeners()).toBe(0);
    } finally {
      await stop();
    }
  });

  it("a refund made in Stripe's dashboard is recorded, and a dispute", async () => {
    expect(await testShop.sql("SELECT current_user AS name")).toEqual([{ name: `${NAME}_shop` }]);
    const pay = async (token: string) => {
      const { order } = await checkOut();
      await testShop.pay(order.session, token);
      await reconcileOrder(order.id, { cause: "return_page" });
      return order.id;
    };
    const refunded = await pay("tok_visa");
    const [paid] = await asOwner<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [refunded],
    );
    await testShop.stripe("refunds", { payment_intent: paid?.intent ?? "", amount: "500" });
    await reconcileOrder(refunded, { cause: "sweep" });
    expect(await asOwner("SELECT state FROM refunds WHERE order_id = $1", [refunded])).toEqual([
      { state: "succeeded" },
    ]);
    const disputed = await pay("tok_createDispute");
    await testShop.control("clock", { advance_seconds: 5 });
    await reconcileOrder(disputed, { cause: "sweep" });
    expect(await asOwner("SELECT 1 FROM disputes WHERE order_id = $1", [disputed])).toHaveLength(1);
  });

  it("a refund by line that failed leaves its units to be sent again, and takes them out of stock", async () => {
    const { order, variant } = await checkOut();
    await testShop.pay(order.session, "tok_refundFail");
    await reconcileOrder(order.id, { cause: "return_page" });
    const onHand = () => asOwner("SELECT on_hand FROM variants WHERE id = $1", [variant]);
    const before = await onHand();
    // As the admin asks for it, up to Stripe.
    const [refund] = await asOwner<{ id: string; intent: string }>(
      `WITH o AS (UPDATE orders SET fulfillment_state = 'returned' WHERE id = $1 RETURNING id, stripe_payment_intent_id AS intent),
            v AS (UPDATE variants SET on_hand = on_hand + 1 WHERE id = $2),
            h AS (UPDATE stock_holds SET put_back = 1 WHERE order_id = $1),
            r AS (INSERT INTO refunds (order_id, request_id, amount_minor, currency, requested_by)
                  SELECT id, gen_random_uuid(), 500, 'eur', 'Ada' FROM o RETURNING id),
            l AS (INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount_minor, unsent, restocked)
                  SELECT r.id, l.id, 1, 500, 1, true FROM r, order_lines l WHERE l.order_id = $1)
       SELECT r.id, o.intent FROM r, o`,
      [order.id, variant],
    );
    await testShop.stripe("refunds", {
      ...{ payment_intent: refund?.intent ?? "", amount: "500", "metadata[refund]": refund?.id ?? "" },
    });
    await testShop.control("clock", { advance_seconds: 600 });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect(await asOwner("SELECT state FROM refunds WHERE order_id = $1", [order.id])).toEqual([
      { state: "failed" },
    ]);
    expect(await asOwner("SELECT fulfillment_state AS state FROM orders WHERE id = $1", [order.id])).toEqual([
      { state: "unfulfilled" },
    ]);
    expect(await onHand()).toEqual(before);
  });

  it("a shopper withdraws from what was not sent, which is not sent then", async () => {
    const { order } = await checkOut();
    await testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    expect(await withdraw(order.id)).toMatchObject({ kind: "asked" });
    expect(await asOwner("SELECT fulfillment_state AS state FROM orders WHERE id = $1", [order.id])).toEqual([
      { state: "returned" },
    ]);
  });

  it("an older queue is named, and left to the owner", async () => {
    await closeQueue();
    await asOwner("UPDATE pgboss.version SET version = version - 1");
    try {
      await expect(queue()).rejects.toThrow("pg-boss database requires migrations");
    } finally {
      await asOwner("UPDATE pgboss.version SET version = version + 1");
    }
    await queue();
  });

  it("money that comes late takes its stock again, without a DELETE", async () => {
    const { cart, order } = await checkOut(2);
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(order.session);
    await testShop.control("faults", undefined, "DELETE");
    await asOwner("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    await transaction((tx) => releaseStock(tx, order.id));
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("paid");
    expect(await asOwner("SELECT state, quantity FROM stock_holds WHERE order_id = $1", [order.id])).toEqual([
      { state: "sold", quantity: 2 },
    ]);
  });

  it.each([
    "SELECT * FROM admin_users",
    "SELECT * FROM admin_sessions",
    "SELECT password FROM admin_accounts",
    "SELECT * FROM admin_verifications",
    "INSERT INTO admin_users (id, name, email) VALUES ('x', 'x', 'x@x.test')",
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency) SELECT id, 'theft', 1, 'eur' FROM orders LIMIT 1`,
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, stripe_refund_id) SELECT id, 'theft', 1, 'eur', 're_x' FROM orders LIMIT 1`,
    `INSERT INTO refunds (${REFUND}, requested_by) SELECT ${MADE_BY_STRIPE}, 'Ada' FROM orders LIMIT 1`,
    "UPDATE refunds SET amount_minor = 1",
    "INSERT INTO refund_lines (refund_id, order_line_id, quantity, amount_minor) SELECT r.id, l.id, 1, 1 FROM refunds r JOIN order_lines l USING (order_id) LIMIT 1",
    "UPDATE refund_lines SET amount_minor = 1",
    "UPDATE refunds SET stripe_refund_id = NULL, state = 'requested'",
    "UPDATE refunds SET state = 'requested'",
    "UPDATE variants SET price_minor = 1",
    "UPDATE products SET title = 'x'",
    "INSERT INTO products (slug, title) VALUES ('x', 'x')",
    "UPDATE orders SET subtotal_minor = 0",
    "UPDATE order_lines SET quantity = 1",
    "UPDATE order_events SET data = '{}'",
    "UPDATE stripe_events SET payload = '{}'",
    "UPDATE audit_entries SET actor = 'x'",
    "DELETE FROM audit_entries",
    "UPDATE audit_heads SET seq = 0",
    "TRUNCATE orders",
    "CREATE TABLE theirs (id int)",
    "CREATE TABLE pgboss.theirs (id int)",
    "CREATE TEMP TABLE theirs (id int)",
    "CREATE SCHEMA theirs",
    "ALTER TABLE refunds DISABLE ROW LEVEL SECURITY",
    "DROP TABLE orders",
    `CREATE ROLE ${NAME}_other`,
    `SET ROLE ${NAME}_admin`,
    "COPY orders TO PROGRAM 'cat'",
  ])("%s is refused", async (statement) => {
    expect(await tryAs(urls.testShop, statement)).toBe("42501");
  });

  it("a refund is recorded as Stripe's, and in no admin's name", async () => {
    const statement = `INSERT INTO refunds (${REFUND}) SELECT ${MADE_BY_STRIPE} FROM orders LIMIT 1`;
    expect(await tryAs(urls.testShop, statement)).toBe("allowed");
  });

  // Counters of the last hours are no records, and sums are made from them.
  const records = Object.keys(GRANTS).filter(
    (table) => !/^(checkout_minutes|spent_proofs|discount_tries|report_days|report_changes)$/.test(table),
  );
  it.each(records)("nothing can be deleted from %s", async (table) => {
    expect(await tryAs(urls.testShop, `DELETE FROM ${table}`)).toBe("42501");
  });
});

describe("the roles", () => {
  it("know every table of the schema: a new one needs a decision in scripts/db-grants.ts", async () => {
    const tables = await asOwner<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(GRANTS).sort());
  });

  it("can be made again: the passwords stay, a right too many goes", async () => {
    await asOwner(`GRANT DELETE ON orders TO ${NAME}_shop`);
    await asOwner(`GRANT SELECT ON admin_users TO PUBLIC`);
    const { stdout } = await dbRoles();
    expect(stdout).toContain("Its password is unchanged");
    expect(await tryAs(urls.testShop, "DELETE FROM orders")).toBe("42501");
    expect(await tryAs(urls.testShop, "SELECT * FROM admin_users")).toBe("42501");
    expect(await tryAs(urls.testShop, "SELECT 1 FROM orders")).toBe("allowed");
  });

  it("get other passwords on demand, and the statements can be printed for a database administrator", async () => {
    expect((await dbRoles("--sql")).stdout).toContain(`GRANT CONNECT ON DATABASE`);
    const renewed = await dbRoles("--new-passwords");
    expect(await tryAs(renewed.testShop, "SELECT 1")).toBe("allowed");
    await expect(tryAs(urls.testShop, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    urls = renewed;
  });
});

// The last: it closes what the shop had open.
describe("under the admin's role", () => {
  it("can refund money and sign in to the admin; cannot create tables", async () => {
    const { order } = await checkOutAndPay();
    const asked = await withdraw(order.id);
    const returnId = asked.kind === "asked" ? asked.returnId : "";
    // A webhook that comes after the closing would open the shop's connections again, for the admin to use.
    await testShop.control("faults", { kind: "drop_deliveries" });
    await testShop.delivered();
    await closeQueue();
    await closeDb();
    vi.resetModules();
    const key = process.env.STRIPE_RECONCILER_KEY;
    for (const name of ["STRIPE_CHECKOUT_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET"])
      delete process.env[name];
    process.env.SURFACE = "admin";
    process.env.DATABASE_URL = urls.admin;
    Object.assign(
      process.env,
      await openSandboxAccount(testShop.sandboxUrl, "http://127.0.0.1:9/webhooks/stripe"),
    );
    expect(process.env.STRIPE_RECONCILER_KEY).toBe(key);
    // Loaded again, as in a process of the admin's: a process reads its configuration once.
    const later = await import("../../../server/platform/db.ts");
    // What the shop still had to finish may have opened its connections again, under its role, or be about to.
    await later.closeDb();
    later.pool();
    const { refundOrder } = await import("../../../server/orders/refunds/refund-order.ts");
    const { saveAdmin, resetPassword } = await import("../../../server/accounts/save-admin.ts");
    const { reserveTry, releaseOldTries } = await import("../../../server/accounts/reserve-try.ts");
    const { startWorker } = await import("../../../server/worker/start-worker.ts");
    const { receiveReturn } = await import("../../../server/orders/returns/receive-return.ts");
    const [line] = await asOwner<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
      order.id,
    ]);
    const restocked = new Map([[line?.id ?? "", { restock: true, condition: null }]]);
    expect(await receiveReturn(returnId, restocked)).toBe(true);
    const answer = await refundOrder({
      orderId: order.id,
      requestId: randomUUID(),
      amountMinor: 500n,
      currency: "eur",
      reason: null,
      note: null,
      returnId,
      units: new Map([[line?.id ?? "", 1]]),
    });
    expect(answer).toEqual({ kind: "done", state: "succeeded" });
    const account = {
      email: "ada@shop.test",
      name: "Ada",
      role: "owner",
      password: "otter lamp quay nine",
    } as const;
    expect(await saveAdmin(account)).toBe(true);
    // A3: under this role, too.
    const audited = await asOwner<{ action: string }>("SELECT action FROM audit_entries ORDER BY seq");
    expect(audited.map(({ action }) => action)).toEqual([
      "order_return_received",
      "refund_requested",
      "person_added",
    ]);
    expect(await resetPassword(account.email, "otter lamp quay ten")).toBe(true);
    expect((await reserveTry("x")).isAllowed).toBe(true);
    await releaseOldTries();
    await (await startWorker())();
    await closeDb();
    for (const statement of [
      "CREATE TABLE theirs (id int)",
      "DELETE FROM orders",
      "INSERT INTO orders (id) VALUES (uuidv7())",
      "UPDATE audit_entries SET actor = 'x'",
      "DELETE FROM audit_entries",
      "TRUNCATE audit_entries",
      "UPDATE audit_heads SET seq = 0",
      "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
    ])
      expect(await tryAs(urls.admin, statement)).toBe("42501");
  });

  async function checkOutAndPay() {
    // Under the renewed password.
    await closeDb();
    env().DATABASE_URL = urls.testShop;
    pool();
    const made = await checkOut();
    await testShop.pay(made.order.session);
    await reconcileOrder(made.order.id, { cause: "return_page" });
    return made;
  }
});
