import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  clearFaults,
  completedEvent,
  deliver,
  differences,
  drainAll,
  dropDeliveries,
  effectsOf,
  eventsOf,
  letRetriesCome,
  NONE,
  newEventId,
  PAID_ONCE,
  until,
} from "../support/deliver.ts";
import { openOrder, type SentRequest } from "../support/key-bench.ts";
import { ADMIN, type Kernel, openKernel } from "../support/shop-kernel.ts";

const READ = "GET /v1/checkout/sessions/";
const DAY_MS = 24 * 60 * 60_000;

let kernel: Kernel;
let ears: pg.Client;
let rings = 0;
let shop: typeof import("../../server/inbox/bring-forward.ts") &
  typeof import("../../server/inbox/claim-events.ts") &
  typeof import("../../server/inbox/count-refusal.ts") &
  typeof import("../../server/inbox/decide-event.ts") &
  typeof import("../../server/inbox/drain-inbox.ts") &
  typeof import("../../server/inbox/list-events.ts") &
  typeof import("../../server/inbox/record-event.ts") &
  typeof import("../../server/orders/settle-order.ts") &
  typeof import("../../server/stripe/breaker.ts") &
  typeof import("../../server/db.ts") &
  typeof import("../../server/log.ts");

beforeAll(async () => {
  kernel = await openKernel({ STRIPE_TIMEOUT_MS: "1000" });
  const parts = await Promise.all([
    import("../../server/inbox/bring-forward.ts"),
    import("../../server/inbox/claim-events.ts"),
    import("../../server/inbox/count-refusal.ts"),
    import("../../server/inbox/decide-event.ts"),
    import("../../server/inbox/drain-inbox.ts"),
    import("../../server/inbox/list-events.ts"),
    import("../../server/inbox/record-event.ts"),
    import("../../server/orders/settle-order.ts"),
    import("../../server/stripe/breaker.ts"),
    import("../../server/db.ts"),
    import("../../server/log.ts"),
  ]);
  shop = Object.assign({}, ...parts);
  ears = new pg.Client(process.env.DATABASE_URL);
  await ears.connect();
  ears.on("notification", () => {
    rings += 1;
  });
  await ears.query("LISTEN latchkey_inbox");
});
afterAll(async () => {
  await ears.end();
  await kernel.close();
});
beforeEach(() => dropDeliveries(kernel));
afterEach(async () => {
  vi.useRealTimers();
  await clearFaults(kernel);
  await letRetriesCome(kernel);
  await drainAll();
  expect(await differences()).toEqual(NONE);
});

/** Paid at Stripe and told of by one event, which nobody has looked at. */
async function toldOf(changes: Record<string, unknown> = {}) {
  const order = await openOrder(kernel);
  await kernel.pay(order.session);
  const event = await completedEvent(order, changes);
  expect(await deliver(kernel, event)).toBe(200);
  return { order, event };
}

/** An event without our metadata, about a payment. */
const nameless = (object: Record<string, unknown>) => ({
  id: newEventId(),
  type: "charge.refunded",
  livemode: false,
  data: { object: { id: "ch_1", metadata: {}, ...object } },
});

const rowOf = async (id: string) => (await eventsOf(kernel, id))[0];
const putOffUntil = async (id: string) =>
  (
    await kernel.sql<{ seconds: number }>(
      "SELECT extract(epoch FROM claimed_until - now())::float AS seconds FROM stripe_events WHERE id = $1",
      [id],
    )
  )[0]?.seconds ?? 0;
const letWait = (id: string, reason: string) =>
  kernel.sql(
    "UPDATE stripe_events SET reason = $2, attempts = 3, claimed_until = now() + interval '1 hour' WHERE id = $1",
    [id, reason],
  );
async function requests(): Promise<SentRequest[]> {
  const { data } = (await kernel.control("requests?limit=5000", undefined, "GET")) as { data: SentRequest[] };
  return data.filter(({ key }) => key?.startsWith("shop "));
}

type Sent = [statement: string | { text: string }, values?: unknown[]];

/** The statements that the shop sends from here on, which contain a text. */
function listenFor(part: string) {
  const sent = vi.spyOn(shop.pool(), "query").mock.calls as unknown as Sent[];
  return () =>
    sent.filter(([statement]) => (typeof statement === "string" ? statement : statement.text).includes(part));
}

/** An update of one order that fails for ever. */
async function poison(orderId: string) {
  await kernel.sql(`CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the poison works %', repeat('x', 600); END $$`);
  await kernel.sql(
    `CREATE TRIGGER poison BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.id = '${orderId}') EXECUTE FUNCTION poison()`,
  );
  return () => kernel.sql("DROP TRIGGER poison ON orders");
}

// Stays the first: it is about a process that has not looked yet.
describe("what waits", () => {
  it("goes on at once in a process that starts, whether it waited for a key or for Stripe", async () => {
    const [key, stripe, other] = [await toldOf(), await toldOf(), await toldOf()];
    await letWait(key.event.id, "waits for a key: it was rolled");
    await letWait(stripe.event.id, "waits for Stripe: no answer");
    await letWait(other.event.id, "the poison works");
    await drainAll();
    expect(await rowOf(key.event.id)).toMatchObject({ state: "applied" });
    expect(await rowOf(stripe.event.id)).toMatchObject({ state: "applied" });
    expect(await rowOf(other.event.id)).toMatchObject({ state: "received", attempts: 3 });
  });

  it("is not brought forward again and again by a process that works", async () => {
    const { event } = await toldOf();
    await drainAll();
    const [key, stripe] = [await toldOf(), await toldOf()];
    await letWait(key.event.id, "waits for a key: it was rolled");
    await letWait(stripe.event.id, "waits for Stripe: no answer");
    await drainAll();
    expect(await rowOf(event.id)).toMatchObject({ state: "applied" });
    expect(await rowOf(key.event.id)).toMatchObject({ state: "received", attempts: 3 });
    expect(await rowOf(stripe.event.id)).toMatchObject({ state: "received", attempts: 3 });
  });

  it("for a key goes on when that key is right, and not when another one is", async () => {
    await drainAll();
    const close = (role: string, call: string, isDue: boolean) =>
      kernel.sql(
        `INSERT INTO closed_functions (role, call, permissions, closed_at, retry_at)
         VALUES ($1, $2, '{}', now(), now() + CASE WHEN $3 THEN interval '0' ELSE interval '1 hour' END)`,
        [role, call, isDue],
      );
    await close("backoffice", "createRefund", false);
    await close("reconciler", "readCheckoutSession", false);
    const { event } = await toldOf();
    await drainAll();
    expect(await rowOf(event.id)).toMatchObject({ state: "received", attempts: 0 });
    await letWait(event.id, "waits for a key: it was rolled");
    // Nothing is mended: both stay closed.
    await drainAll();
    expect(await putOffUntil(event.id)).toBeGreaterThan(3_000);
    await kernel.sql("DELETE FROM closed_functions WHERE call = 'readCheckoutSession'");
    await drainAll();
    expect(await rowOf(event.id)).toMatchObject({ state: "applied" });
    await kernel.sql("DELETE FROM closed_functions");
  });

  it("for Stripe goes on with its first answer; while it is not asked nothing is taken", async () => {
    const told = [await toldOf(), await toldOf(), await toldOf(), await toldOf(), await toldOf()];
    await kernel.control("faults", { kind: "status", status: 500, path: READ });
    await drainAll();
    expect(shop.breakerOf("readCheckoutSession")).toBe("open");
    for (const { event } of told)
      expect(await rowOf(event.id)).toMatchObject({
        state: "received",
        attempts: 1,
        reason: expect.stringMatching(/^waits for Stripe: ./),
      });
    await letRetriesCome(kernel);
    expect(await shop.drainInbox()).toBe(0);
    for (const { event } of told) expect(await rowOf(event.id)).toMatchObject({ attempts: 1 });
    for (const { event } of told) await letWait(event.id, "waits for Stripe: no answer");
    await clearFaults(kernel);
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 11_000);
    expect(shop.breakerOf("readCheckoutSession")).toBe("probe_due");
    // It may be tried, and nothing has answered yet: what waits is left where it is.
    expect(await shop.drainInbox()).toBe(0);
    const [first] = told;
    if (!first) throw new Error("nothing was told");
    await shop.settleOrder(first.order.id, { cause: "sweep" });
    clock.mockRestore();
    await drainAll();
    for (const { event } of told) expect(await rowOf(event.id)).toMatchObject({ state: "applied" });
  });

  it("for Stripe longer than Stripe itself would deliver is given up like anything else", async () => {
    const [young, old] = [await toldOf(), await toldOf()];
    const receive = (id: string, ago: number) =>
      kernel.sql("UPDATE stripe_events SET received_at = $2, attempts = 11 WHERE id = $1", [
        id,
        new Date(Date.now() - ago),
      ]);
    await receive(young.event.id, 3 * DAY_MS - 60_000);
    await receive(old.event.id, 3 * DAY_MS + 60_000);
    await kernel.control("faults", { kind: "status", status: 500, path: READ });
    await drainAll();
    expect(await rowOf(young.event.id)).toMatchObject({
      state: "received",
      reason: expect.stringMatching(/^waits for Stripe: ./),
    });
    expect(await rowOf(old.event.id)).toMatchObject({
      state: "dead",
      reason: expect.stringMatching(/^Stripe call readCheckoutSession failed/),
    });
    await clearFaults(kernel);
    expect(await shop.retryEvent(old.event.id)).toBe(true);
  });

  it("is rung for when it is brought forward", async () => {
    const { event } = await toldOf();
    await letWait(event.id, "the poison works");
    await until(async () => (await ears.query("SELECT 1")).rowCount === 1 && rings > 0, "the delivery rang");
    await new Promise((done) => setTimeout(done, 100));
    const before = rings;
    await shop.bringForward(event.id);
    await until(async () => (await ears.query("SELECT 1")).rowCount === 1 && rings > before, "it rang");
    expect(await putOffUntil(event.id)).toBeLessThanOrEqual(0);
  });
});

describe("a batch", () => {
  it("settles each of its orders for itself, and one that fails keeps none of the others", async () => {
    const [bad, ...good] = [await toldOf(), await toldOf(), await toldOf()];
    if (!bad) throw new Error("nothing was told");
    const error = vi.spyOn(shop.log, "error");
    const mend = await poison(bad.order.id);
    expect(await shop.drainInbox()).toBe(3);
    for (const { order } of good) expect(await effectsOf(kernel, order.id)).toEqual(PAID_ONCE);
    const row = await rowOf(bad.event.id);
    expect(row).toMatchObject({ state: "received", attempts: 1, orderId: bad.order.id });
    expect(row?.reason).toMatch(/^the poison works x+$/);
    expect(row?.reason).toHaveLength(500);
    expect(
      error.mock.calls.map(([about, words]) => [(about as { orderId?: string }).orderId, words]),
    ).toEqual([[bad.order.id, "an order could not be settled from its events"]]);
    await mend();
  });

  it("asks the books for what has no order of ours, at once and for nothing else", async () => {
    const asked = listenFor("stripe_dispute_id");
    const { order } = await toldOf();
    await drainAll();
    const ours = nameless({ payment_intent: (await orderRow(order.id)).intent });
    const { metadataOf } = await import("../../server/stripe/payment-facts.ts");
    const named = { payment_intent: "pi_1", metadata: metadataOf(order.id) };
    await deliver(kernel, nameless(named));
    await drainAll();
    expect(asked(), "whoever is named is not looked up").toEqual([]);
    const foreign = nameless({ payment_intent: "pi_of_somebody_else" });
    await deliver(kernel, foreign);
    await deliver(kernel, ours);
    await kernel.control("requests", undefined, "DELETE");
    expect(await shop.drainInbox()).toBe(2);
    expect(asked()).toHaveLength(1);
    const [ids] = asked().map(([, values]) => values?.[0] as string[]);
    expect(ids?.toSorted()).toEqual(["pi_of_somebody_else", (await orderRow(order.id)).intent].toSorted());
    expect(await rowOf(foreign.id)).toMatchObject({ state: "ignored", reason: "foreign" });
    expect(await rowOf(ours.id)).toMatchObject({ state: "applied", orderId: order.id });
    // Somebody else's payment is not asked about, and ours once, without refunds that nobody has told of.
    expect((await requests()).map(({ route }) => route)).toEqual(["/v1/checkout/sessions/:id"]);
  });

  it("puts off an event that cannot be sorted out, alone", async () => {
    const { order, event } = await toldOf();
    const lone = await openOrder(kernel);
    await kernel.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [lone.id]);
    const thin = {
      id: newEventId(),
      object: "v2.core.event",
      type: "v1.checkout.session.completed",
      livemode: false,
      related_object: { id: lone.session, type: "checkout.session" },
    };
    await deliver(kernel, thin);
    await kernel.control("faults", { kind: "status", status: 500, path: `${READ}${lone.session}` });
    expect(await shop.drainInbox()).toBe(2);
    expect(await rowOf(event.id)).toMatchObject({ state: "applied", orderId: order.id });
    expect(await rowOf(thin.id)).toMatchObject({
      state: "received",
      orderId: null,
      reason: expect.stringMatching(/^waits for Stripe: ./),
    });
    await clearFaults(kernel);
    await kernel.sql("UPDATE orders SET stripe_session_id = $2 WHERE id = $1", [lone.id, lone.session]);
  });

  it("renews the claims of what is not finished, and stops when all is", async () => {
    const [bad, slow] = [await toldOf(), await toldOf()];
    const mend = await poison(bad.order.id);
    await kernel.control("faults", {
      kind: "late_answer",
      ms: 900,
      path: `${READ}${slow.order.session}`,
    });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const renewals = listenFor("AS c (id, attempts)");
    const work = shop.drainInbox();
    await until(async () => (await rowOf(bad.event.id))?.reason !== null, "the bad one was put off");
    vi.advanceTimersByTime(15_000);
    await until(() => renewals().length === 1, "the claims were renewed");
    expect(renewals().map(([, values]) => values?.[0])).toEqual([[slow.event.id]]);
    expect(await putOffUntil(bad.event.id)).toBeLessThan(10);
    await work;
    expect(vi.getTimerCount()).toBe(0);
    await mend();
  });

  it("of nothing writes nothing", async () => {
    const written = listenFor("UPDATE stripe_events");
    await shop.finishEvents([]);
    expect(written()).toEqual([]);
  });
});

const nameIn = async (id: string) =>
  (
    await kernel.sql<{ name: string }>(
      "SELECT payload #>> '{data,object,name}' AS name FROM stripe_events WHERE id = $1",
      [id],
    )
  )[0]?.name;

async function orderRow(id: string) {
  const [row] = await kernel.sql<{ intent: string }>(
    "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
    [id],
  );
  return row ?? { intent: "" };
}

describe("an event that comes", () => {
  it("is stored by one statement, also when the database is away; only letters are a reason for another", async () => {
    const { event } = await toldOf();
    const signed = { id: newEventId(), type: "invoice.paid", objectId: "in_1", livemode: false };
    const tries = listenFor("INSERT INTO stripe_events");
    await kernel.sql("ALTER TABLE stripe_events RENAME TO stripe_events_away");
    await expect(shop.recordEvent(signed, "{}")).rejects.toThrow("does not exist");
    await kernel.sql("ALTER TABLE stripe_events_away RENAME TO stripe_events");
    expect(tries()).toHaveLength(1);
    expect(event.id).not.toBe(signed.id);
    await shop.recordEvent(signed, JSON.stringify({ data: { object: { name: "a\0b" } } }));
    expect(tries()).toHaveLength(3);
    expect(await nameIn(signed.id)).toBe("a\ufffdb");
  });

  it("with half a letter is stored as well, and wakes the worker", async () => {
    await new Promise((done) => setTimeout(done, 100));
    await ears.query("SELECT 1");
    const before = rings;
    const signed = { id: newEventId(), type: "invoice.paid", objectId: "in_1", livemode: false };
    await shop.recordEvent(signed, JSON.stringify({ data: { object: { name: "a\ud800b" } } }));
    await until(async () => (await ears.query("SELECT 1")).rowCount === 1 && rings > before, "it rang");
    expect(await nameIn(signed.id)).toBe("a\ufffdb");
  });

  it("is planned once by each connection, as is what becomes of it", async () => {
    await toldOf();
    await drainAll();
    const clients = await Promise.all(
      Array.from({ length: shop.pool().totalCount }, () => shop.pool().connect()),
    );
    const planned = await Promise.all(
      clients.map((client) => client.query<{ name: string }>("SELECT name FROM pg_prepared_statements")),
    );
    for (const client of clients) client.release();
    expect(planned.flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(
      expect.arrayContaining(["record-event", "ring-inbox", "finish-events"]),
    );
  });

  it("that nobody signed is counted by one statement in five seconds, however many come", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const warn = vi.spyOn(shop.log, "warn");
    const writes = listenFor("INSERT INTO webhook_refusals");
    for (let refused = 0; refused < 3; refused += 1) shop.countRefusal();
    vi.advanceTimersByTime(4_999);
    expect(writes()).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(writes().map(([, values]) => values)).toEqual([[3]]);
    // The pool's own patience is a timer as well: the write must be done before the clock goes on.
    while ((await refused()) !== 3);
    vi.advanceTimersByTime(60_000);
    expect(writes()).toHaveLength(1);
    shop.countRefusal();
    vi.advanceTimersByTime(5_000);
    expect(writes().map(([, values]) => values)).toEqual([[3], [1]]);
    while ((await refused()) !== 4);
    await kernel.sql("ALTER TABLE webhook_refusals RENAME TO webhook_refusals_away");
    shop.countRefusal();
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    const told = () =>
      warn.mock.calls.filter(([, words]) => words === "refused deliveries could not be counted");
    await until(() => told().length > 0, "the operator was told");
    expect(told().map(([about]) => about)).toMatchObject([{ count: 1 }]);
    await kernel.sql("ALTER TABLE webhook_refusals_away RENAME TO webhook_refusals");
  });

  const refused = async () =>
    Number((await kernel.sql<{ count: bigint }>("SELECT count FROM webhook_refusals"))[0]?.count ?? 0);
});

describe("what a person decides", () => {
  it("is logged, wakes the worker, and stands in the order's history when it is about an order", async () => {
    const info = vi.spyOn(shop.log, "info");
    const { event } = await toldOf();
    await letWait(event.id, "the poison works");
    await new Promise((done) => setTimeout(done, 100));
    const before = rings;
    expect(await shop.retryEvent(event.id)).toBe(true);
    await until(async () => (await ears.query("SELECT 1")).rowCount === 1 && rings > before, "it rang");
    expect(info.mock.calls).toEqual([[{ event: event.id, cause: "admin" }, "an event is tried again"]]);
    await drainAll();
    await new Promise((done) => setTimeout(done, 100));
    const after = rings;
    expect(await shop.retryEvent(event.id)).toBe(false);
    await new Promise((done) => setTimeout(done, 100));
    await ears.query("SELECT 1");
    expect(rings).toBe(after);
    const lost = { id: newEventId(), type: "charge.refunded", livemode: false, data: {} };
    await deliver(kernel, lost);
    await drainAll();
    info.mockClear();
    expect(await shop.leaveEvent(lost.id)).toBe(true);
    expect(info.mock.calls).toEqual([[{ event: lost.id, cause: "admin" }, "an event is left alone"]]);
    expect(await rowOf(lost.id)).toMatchObject({
      state: "ignored",
      reason: `left alone by ${ADMIN.name}: shape`,
    });
    expect(await shop.leaveEvent(lost.id)).toBe(false);
  });
});

describe("the desk's list", () => {
  const list = async (state: Parameters<typeof shop.listEvents>[0], after?: string) => {
    const { rows, older } = await shop.listEvents(state, after);
    return { ids: rows.map(({ id }) => id), older };
  };

  it("begins with the newest, and tells of an older page only when there is one", async () => {
    await kernel.sql("DELETE FROM stripe_events");
    const insert = (from: number, to: number) =>
      kernel.sql(
        `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, received_at, decided_at)
         SELECT 'evt_' || lpad(n::text, 3, '0'), 'invoice.paid', 'in_1', false, '{}', 'dead',
                '2026-01-01'::timestamptz + make_interval(secs => n), now()
           FROM generate_series($1::int, $2::int) n`,
        [from, to],
      );
    const names = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => `evt_${String(from - index).padStart(3, "0")}`);
    expect(await list("dead")).toEqual({ ids: [], older: null });
    await insert(1, 50);
    expect(await list("dead")).toEqual({ ids: names(50, 1), older: null });
    await insert(51, 51);
    const first = await list("dead");
    expect(first).toEqual({ ids: names(51, 2), older: expect.stringMatching(/^\d+\.evt_002$/) });
    expect(await list("dead", first.older ?? "")).toEqual({ ids: ["evt_001"], older: null });
    expect(await list("received")).toEqual({ ids: [], older: null });
    for (const nonsense of ["x1.evt_002", "1.evt_002 OR", "1.", ".evt_002", "123456789012345.evt_002"])
      expect((await list(undefined, nonsense)).ids).toEqual(names(51, 2));
    expect(await shop.countEvents()).toEqual({ received: 0, applied: 0, ignored: 0, dead: 51 });
    await kernel.sql("DELETE FROM stripe_events");
  });
});
