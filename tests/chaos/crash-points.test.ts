import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CRASH_POINTS, type CrashPoint } from "../../server/platform/crash-point.ts";
import { bundleOf } from "../support/bundle.ts";
import { openMailServer } from "../support/mail-server.ts";
import { check } from "../support/records-fixture.ts";
import { isLong } from "../support/scale.ts";
import { openTestShop, type TestShop } from "../support/test-shop.ts";
import { flowOf } from "./crash-flows.ts";
import { STAND_INS } from "./lib/stand-ins.ts";

const KILLS = isLong ? 20 : 1;
const POINTS = Object.keys(CRASH_POINTS) as CrashPoint[];
// Starting a process takes longer than what it does until it dies: so many are made ready ahead.
const AHEAD = 2;

let testShop: TestShop;
let script: string;
let mails: Awaited<ReturnType<typeof openMailServer>>;
const waiting: { point: CrashPoint; child: ChildProcess; ready: Promise<unknown> }[] = [];
const plan = POINTS.flatMap((point) => Array.from({ length: KILLS }, () => point));

beforeAll(async () => {
  script = await bundleOf("tests/chaos/act.ts", STAND_INS);
  mails = await openMailServer();
  testShop = await openTestShop({ SMTP_URL: mails.url });
});

afterAll(async () => {
  for (const { child } of waiting) child.kill("SIGKILL");
  await testShop.close();
  mails.close();
});

function makeReady(point: CrashPoint): void {
  const child = fork(script, { execArgv: [], env: { ...process.env, CRASH_AT: point } });
  const ready = once(child, "message");
  // One that is never asked, because an earlier test failed, is nobody's fault.
  ready.catch(() => undefined);
  waiting.push({ point, child, ready });
}

async function processFor(point: CrashPoint): Promise<ChildProcess> {
  while (waiting.length <= AHEAD && plan.length > 0) makeReady(plan.shift() ?? point);
  // When only some of the tests are run, those made ahead are of others.
  if (!waiting.some((one) => one.point === point)) makeReady(point);
  const index = waiting.findIndex((one) => one.point === point);
  const [found] = waiting.splice(index, 1);
  if (!found) throw new Error(`no process for ${point}`);
  await found.ready;
  return found.child;
}

it.each(POINTS)(
  `W19 killed ${KILLS} times at %s, the records are right`,
  { timeout: KILLS * 600_000 },
  async (point) => {
    const mailsBefore = mails.messages.length;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const { task, recover, ends } = await flowOf(point)(testShop);
      const child = await processFor(point);
      const ended = Promise.race([once(child, "exit"), once(child, "message")]);
      child.send(task);
      // Its code is null and its signal SIGKILL: it did not get past the point.
      expect(await ended, `${point} is never reached`).toEqual([null, "SIGKILL"]);
      const order = await recover();
      expect(order?.state).toBe(ends);
      await expectOnce(order?.id ?? "", ends);
    }
    expectMails(point, mails.messages.slice(mailsBefore));
    expect((await check()).differences).toEqual([]);
  },
);

/** One payment, one mail ordered, at most one mail of a kind, one refund with one mail (M5); nothing left undecided. */
async function expectOnce(orderId: string, ends: string): Promise<void> {
  const [counts] = await testShop.sql<{
    jobs: number;
    refunds: number;
    refundMails: number;
    moves: number;
    undecided: number;
  }>(
    `SELECT (SELECT count(*)::int FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1
                AND data->>'kind' = 'order_confirmation') AS jobs,
            (SELECT count(*)::int FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1
                AND data->>'refundId' IS NOT NULL) AS "refundMails",
            (SELECT count(*)::int FROM refunds WHERE order_id = $1::uuid) AS refunds,
            (SELECT count(*)::int FROM order_events WHERE order_id = $1::uuid AND to_state = 'paid') AS moves,
            (SELECT count(*)::int FROM stripe_events WHERE state = 'received') AS undecided`,
    [orderId],
  );
  expect(counts?.undecided).toBe(0);
  expect(counts?.refunds).toBe(ends === "paid" ? 0 : 1);
  expect(counts?.refundMails).toBe(counts?.refunds);
  if (ends === "refunded") return;
  expect(counts?.moves).toBe(1);
  expect(counts?.jobs).toBe(1);
}

/** Only the one that died after sending sends again, and that mail has the same name: programs show it once. */
function expectMails(point: CrashPoint, messages: string[]): void {
  const ids = messages.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
  if (point.startsWith("mail:")) expect(ids.length).toBeGreaterThanOrEqual(KILLS);
  expect(ids.length - new Set(ids).size).toBe(point === "mail:sent" ? KILLS : 0);
}
