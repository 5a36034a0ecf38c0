import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pool } from "../../../server/platform/db.ts";
import { log } from "../../../server/platform/log.ts";
import { leaveEvent, retryEvent } from "../../../server/webhooks/decide-event.ts";
import { countEvents, listEvents } from "../../../server/webhooks/list-events.ts";
import { countRefusal, recordEvent } from "../../../server/webhooks/record-event.ts";
import { deliver, drainAll, until } from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import {
  eventRow,
  letWait,
  paidAndNotified,
  useInbox,
  watchStatements,
} from "../../support/inbox-fixture.ts";
import { openListener } from "../../support/notification-listener.ts";
import { ADMIN, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
let listener: Awaited<ReturnType<typeof openListener>>;

useInbox(
  (opened) => {
    testShop = opened;
  },
  { STRIPE_TIMEOUT_MS: "1000" },
);
beforeAll(async () => {
  listener = await openListener();
});
afterAll(() => listener.close());

const nameIn = async (id: string) =>
  (
    await testShop.sql<{ name: string }>(
      "SELECT payload #>> '{data,object,name}' AS name FROM stripe_events WHERE id = $1",
      [id],
    )
  )[0]?.name;

describe("an event that comes", () => {
  it("is stored by one statement, also when the database is away; only letters are a reason for another", async () => {
    const signed = { id: newEventId(), type: "invoice.paid", objectId: "in_1", livemode: false };
    const tries = await watchStatements("INSERT INTO stripe_events");
    await testShop.sql("ALTER TABLE stripe_events RENAME TO stripe_events_away");
    await expect(recordEvent(signed, "{}")).rejects.toThrow("does not exist");
    await testShop.sql("ALTER TABLE stripe_events_away RENAME TO stripe_events");
    expect(tries()).toHaveLength(1);
    await recordEvent(signed, JSON.stringify({ data: { object: { name: "a\0b" } } }));
    expect(tries()).toHaveLength(3);
    expect(await nameIn(signed.id)).toBe("a\ufffdb");
  });

  it("with a lone surrogate is stored as well, and wakes the worker", async () => {
    const before = await listener.listen();
    const signed = { id: newEventId(), type: "invoice.paid", objectId: "in_1", livemode: false };
    await recordEvent(signed, JSON.stringify({ data: { object: { name: "a\ud800b" } } }));
    expect(await listener.listen()).toBe(before + 1);
    expect(await nameIn(signed.id)).toBe("a\ufffdb");
  });

  it("is planned once by each connection, as is what becomes of it", async () => {
    await paidAndNotified(testShop);
    await drainAll();
    const clients = await Promise.all(Array.from({ length: pool().totalCount }, () => pool().connect()));
    const planned = await Promise.all(
      clients.map((client) =>
        client.query<{ statement: string }>("SELECT statement FROM pg_prepared_statements"),
      ),
    );
    for (const client of clients) client.release();
    expect(planned.flatMap(({ rows }) => rows.map(({ statement }) => statement))).toEqual(
      expect.arrayContaining(
        ["INSERT INTO stripe_events", "pg_notify('latchkey_inbox'", "decided_at = CASE"].map((part) =>
          expect.stringContaining(part),
        ),
      ),
    );
  });

  it("that nobody signed is counted by one statement in five seconds, however many come", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const warn = vi.spyOn(log, "warn");
    const writes = await watchStatements("INSERT INTO webhook_refusals");
    for (let refused = 0; refused < 3; refused += 1) countRefusal();
    vi.advanceTimersByTime(4_999);
    expect(writes()).toHaveLength(0);
    vi.advanceTimersByTime(1);
    // The pool's own patience is a timer as well: the write must be done before the clock goes on, and its
    // connection be back. Others see the row a moment before.
    while ((await refused()) !== 3 || pool().idleCount !== pool().totalCount);
    expect(writes().map(({ values }) => values)).toEqual([[3]]);
    vi.advanceTimersByTime(60_000);
    expect(await refused()).toBe(3);
    expect(writes()).toHaveLength(1);
    countRefusal();
    vi.advanceTimersByTime(5_000);
    while ((await refused()) !== 4);
    expect(writes().map(({ values }) => values)).toEqual([[3], [1]]);
    await testShop.sql("ALTER TABLE webhook_refusals RENAME TO webhook_refusals_away");
    countRefusal();
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    const told = () =>
      warn.mock.calls.filter(([, words]) => words === "refused deliveries could not be counted");
    await until(() => told().length > 0, "the operator was told");
    expect(told().map(([about]) => about)).toMatchObject([{ count: 1 }]);
    await testShop.sql("ALTER TABLE webhook_refusals_away RENAME TO webhook_refusals");
  });

  const refused = async () =>
    Number((await testShop.sql<{ count: bigint }>("SELECT count FROM webhook_refusals"))[0]?.count ?? 0);
});

describe("what a person decides", () => {
  it("is logged and wakes the worker once; what was decided meanwhile is neither", async () => {
    const info = vi.spyOn(log, "info");
    const { event } = await paidAndNotified(testShop);
    await letWait(testShop, event.id, "failed");
    const before = await listener.listen();
    expect(await retryEvent(event.id)).toBe(true);
    expect(await listener.listen()).toBe(before + 1);
    expect(info.mock.calls).toEqual([[{ event: event.id, cause: "admin" }, "event retried by an admin"]]);
    await drainAll();
    expect(await retryEvent(event.id)).toBe(false);
    expect(await listener.listen()).toBe(before + 1);
    const lost = { id: newEventId(), type: "charge.refunded", livemode: false, data: {} };
    await deliver(testShop, lost);
    await drainAll();
    info.mockClear();
    expect(await leaveEvent(lost.id)).toBe(true);
    expect(info.mock.calls).toEqual([[{ event: lost.id, cause: "admin" }, "event dismissed by an admin"]]);
    expect(await eventRow(testShop, lost.id)).toMatchObject({
      state: "ignored",
      reason: "unreadable",
      dismissedBy: ADMIN.name,
    });
    expect(await leaveEvent(lost.id)).toBe(false);
  });
});

describe("the admin's list", () => {
  const list = async (state: Parameters<typeof listEvents>[0], after?: string) => {
    const { rows, older } = await listEvents(state, after);
    return { ids: rows.map(({ id }) => id), older };
  };

  it("begins with the newest, and tells of an older page only when there is one", async () => {
    await testShop.sql("DELETE FROM stripe_events");
    const insert = (from: number, to: number) =>
      testShop.sql(
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
    expect(await countEvents()).toEqual({ received: 0, applied: 0, ignored: 0, dead: 51 });
    await testShop.sql("DELETE FROM stripe_events");
  });
});
