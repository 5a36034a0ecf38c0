import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { POST as post } from "../../app/webhooks/stripe/route.ts";
import { sweepLists } from "../../server/reconciliation/sweep/sweep-lists.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { check } from "../support/records-fixture.ts";
import { openStripeFront, type StripeFront } from "../support/response-gate.ts";
import { createRandom, isLong, readSeed } from "../support/scale.ts";
import { openTestShop, type TestShop } from "../support/test-shop.ts";
import { type Deliver, exploreAll, exploreSome, type Place } from "./explore-orders.ts";
import { LIFE_CYCLES, type LifeCycle, type Recorded, recordLife } from "./life-cycles.ts";
import { openSnapshots, type Snapshot, stateOf } from "./records-snapshot.ts";

/** Ways taken of a life with many events, where not all are. */
const SAMPLE = 15;
const FEW_EVENTS = 4;

let testShop: TestShop;
let front: StripeFront;
const seed = readSeed();

beforeAll(async () => {
  testShop = await openTestShop({}, undefined, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
});

afterAll(async () => {
  await testShop.close();
  front.close();
});

const reports: string[] = [];
afterAll(() => console.log(`${reports.join("\n")}\n(seed ${seed})`));

const LONG = { timeout: 1_800_000 };

it.each(LIFE_CYCLES)(
  "W04 $name: one end, however its events come and whichever comes twice",
  LONG,
  async (cycle) => {
    front.replay(null);
    front.unforeseen.length = 0;
    const life = await recordLife(testShop, front, cycle);
    await explore(cycle, life, "at the end");
    await explore(cycle, life, "as it changes");
    front.replay(null);
    // The records of the last sequence, with Stripe as it is.
    expect((await check()).differences).toEqual([]);
  },
);

/** @param truth events come when all has happened, or while it happens: then Stripe says what is true so far */
async function explore(cycle: LifeCycle, life: Recorded, truth: "at the end" | "as it changes") {
  const snapshots = await openSnapshots(testShop);
  const { id, variantId } = life.order;
  const step = truth === "at the end" ? cycle.steps.length : 0;
  const start: Place = { step, delivered: 0, doubled: null, records: life.records };
  const deliver: Deliver = async ({ records, step }, event) => {
    await snapshots.restore(records);
    front.replay(life.truths[step] ?? null);
    await deliverEvent(life.events[event]?.body ?? "");
    return snapshots.take(id, variantId, records.mailJobs);
  };
  const shape = { steps: cycle.steps.length, events: life.events };
  const isWhole = isLong || life.events.length <= FEW_EVENTS;
  const random = createRandom(seed);
  const { ends, sequences, deliveries } = isWhole
    ? await exploreAll(shape, start, deliver)
    : await exploreSome(shape, start, deliver, SAMPLE, (below) => Math.floor(random() * below));
  expect(front.unforeseen).toEqual([]);
  if (cycle.isReportedByEvents) expect([...ends.keys()]).toHaveLength(1);
  const swept = new Map<string, Snapshot>();
  for (const end of ends.values()) {
    await snapshots.restore(end);
    await sweepAsNever();
    const records = await snapshots.take(id, variantId, end.mailJobs);
    swept.set(stateOf(records), records);
  }
  const [first, ...others] = [...swept.values()].map(withoutMails);
  for (const other of others) expect(other).toEqual(first);
  const [end] = swept.values();
  expect(end && readEnd(end.rows)).toEqual(cycle.ends);
  for (const { mailJobs } of swept.values()) expect(cycle.mails).toContain(mailJobs);
  const how = isWhole ? "every one of" : "a sample of";
  reports.push(
    `${cycle.name}, Stripe read ${truth}: ${how} ${sequences} sequences of ${life.events.length} events and a double, ${deliveries} deliveries`,
  );
}

/** The state of an order apart from its mails, whose number is told separately. */
function withoutMails({ rows: { order_effects: _, ...rows } }: Snapshot): unknown {
  return JSON.parse(stateOf({ rows, mailJobs: 0 }));
}

/** The hourly sweep, of everything: it asks for what no event could tell. */
async function sweepAsNever(): Promise<void> {
  front.replay(null);
  await testShop.sql("DELETE FROM reconcile_cursors");
  await sweepLists({ requestsASecond: 1_000 });
}

async function deliverEvent(body: string): Promise<void> {
  const [secret = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const headers = { "stripe-signature": signature };
  const answer = await post(new Request(testShop.webhookUrl, { method: "POST", body, headers }));
  expect(answer.status).toBe(200);
  // The time from which a row may be claimed is rounded: it can be half a millisecond from now.
  while ((await drainInbox()) === 0 && (await hasUndecided()));
}

async function hasUndecided(): Promise<boolean> {
  return (await testShop.sql("SELECT 1 FROM stripe_events WHERE state = 'received' LIMIT 1")).length > 0;
}

function readEnd(rows: Record<string, Record<string, unknown>[]>) {
  const [order] = rows.orders ?? [];
  const [variant] = rows.variants ?? [];
  const undecided =
    rows.stripe_events?.filter(({ state }) => state !== "applied" && state !== "ignored") ?? [];
  expect(undecided).toEqual([]);
  expect(variant?.reserved).toBe(0);
  return {
    paymentState: order?.payment_state,
    conflict: order?.conflict,
    refundedMinor: order?.refunded_minor,
    refunds: rows.refunds?.map((row) => `${row.amount_minor} ${row.state}`).toSorted(),
    onHand: variant?.on_hand,
  };
}
