// docs/rotation.md under load, with real processes: two of the shop behind a balancer, the worker here, the sandbox.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EVENT_TYPES } from "../../../domain/webhooks/event.ts";
import { startWorker } from "../../../server/worker/start-worker.ts";
import { openLoadBalancer } from "../../support/load-balancer.ts";
import { type ShopProcess, startShopProcess, stopShopProcess } from "../../support/start-shop-process.ts";
import { makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";
import { TSX } from "../../support/tsx.ts";

const LANES = 3;
// Of each lane: so fast do shoppers come, however fast they are answered.
const PACE_MS = 50;
const [OLD, NEW] = ["whsec_rotation_old_secret", "whsec_rotation_new_secret"];

type LoadBalancer = Awaited<ReturnType<typeof openLoadBalancer>>;

let testShop: TestShop;
let balancer: LoadBalancer;
let shops: ShopProcess[] = [];
let stopWorker: () => Promise<void>;
let variant: string;

beforeAll(async () => {
  testShop = await openTestShop();
  balancer = await openLoadBalancer();
  variant = await makeVariant(testShop, { onHand: 100_000 });
  await hearOnlyAtTheDoor();
  stopWorker = await startWorker();
});

afterAll(async () => {
  for (const testShop of shops) await stopShopProcess(testShop);
  balancer.close();
  await stopWorker();
  await testShop.close();
});

/** Whatever the sandbox has to tell goes through the balancer, and nowhere else. */
async function hearOnlyAtTheDoor(): Promise<void> {
  const { data } = (await testShop.stripe("webhook_endpoints")) as unknown as { data: { id: string }[] };
  for (const { id } of data)
    await fetch(`${testShop.sandboxUrl}/v1/webhook_endpoints/${id}`, {
      method: "DELETE",
      headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
    });
  const url = `http://127.0.0.1:${balancer.port}/webhooks/stripe`;
  await testShop.control("webhook_endpoints", { url, enabled_events: EVENT_TYPES });
}

const start = (key: string, secret: string) =>
  startShopProcess({ env: { STRIPE_CHECKOUT_KEY: key, STRIPE_WEBHOOK_SECRET: secret } });

/** "Restart the web processes, one after the other." */
async function restartAll(key: string, secret: string): Promise<void> {
  for (const testShop of [...shops]) {
    await balancer.drain(testShop);
    await stopShopProcess(testShop);
    const fresh = await start(key, secret);
    shops = shops.map((each) => (each === testShop ? fresh : each));
    balancer.add(fresh);
  }
}

/** A command of the documentation, as its reader runs it. */
async function command(script: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [...TSX, script, ...args], {
    env: {
      ...process.env,
      APP_ORIGIN: `http://127.0.0.1:${balancer.port}`,
      PORT: String(balancer.port),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      printed += text;
    });
  const [code] = await once(child, "close");
  return { code, printed };
}

const testEvent = (secret: string) =>
  command("scripts/setup-stripe.ts", ["--test-event"], { STRIPE_WEBHOOK_SECRET: secret });
const candidate = (key: string) =>
  command("scripts/keys.ts", ["--candidate", "checkout"], { STRIPE_CANDIDATE_KEY: key });
const keyOf = async (name: string, permissions: string[]): Promise<string> =>
  (await testShop.control("keys", { name, permissions })).key;

/** Shoppers one after the other, whose money comes while nobody looks: only an event tells the shop. */
function startLoad() {
  let isOver = false;
  const answers: string[] = [];
  const paid = new Set<string>();
  const lanes = Array.from({ length: LANES }, async () => {
    while (!isOver) {
      const answer = await fetch(`http://127.0.0.1:${balancer.port}/buy`, { method: "POST", body: variant });
      answers.push(await answer.text());
      await new Promise((done) => setTimeout(done, PACE_MS));
      const open = await testShop.sql<{ session: string }>(
        "SELECT stripe_session_id AS session FROM orders WHERE payment_state = 'awaiting_payment' AND stripe_session_id IS NOT NULL",
      );
      const next = open.find(({ session }) => !paid.has(session));
      if (!next) continue;
      paid.add(next.session);
      await testShop.pay(next.session);
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(lanes);
    const rest = await testShop.sql<{ session: string }>("SELECT stripe_session_id AS session FROM orders");
    for (const { session } of rest.filter((each) => !paid.has(each.session))) await testShop.pay(session);
    return answers;
  };
}

/** Until more events have come than can be under way: some surely were signed, sold and paid as things are now. */
async function shoppersWent(): Promise<void> {
  const enough = balancer.deliveries.length + 3 * LANES;
  await expect.poll(() => balancer.deliveries.length, { timeout: 120_000 }).toBeGreaterThan(enough);
}

async function unreconciled(): Promise<number> {
  const rows = await testShop.sql("SELECT 1 FROM orders WHERE payment_state <> 'paid'");
  return rows.length;
}

it("secret and key are replaced while shoppers buy, and nothing is lost or refused", async () => {
  const oldKey = await keyOf("rotation old", ["checkout_session_write"]);
  balancer.signWith(OLD);
  shops = [await start(oldKey, OLD), await start(oldKey, OLD)];
  for (const testShop of shops) balancer.add(testShop);
  const endLoad = startLoad();
  await shoppersWent();

  // Rolled at Stripe, with a delay: it signs with both.
  balancer.signWith(OLD, NEW);
  expect((await testEvent(NEW)).printed, "the restart is needed").toContain("does not know the secret yet");
  await restartAll(oldKey, `${NEW},${OLD}`);
  expect(await testEvent(NEW)).toMatchObject({
    code: 0,
    printed: expect.stringContaining("is in the shop's inbox"),
  });
  await shoppersWent();
  balancer.signWith(NEW);
  await shoppersWent();
  await restartAll(oldKey, NEW);
  expect((await testEvent(OLD)).printed, "the old secret has ended").toContain("does not know the secret");

  const wrong = await candidate(await keyOf("rotation wrong", ["charge_write"]));
  expect(wrong).toMatchObject({ code: 1, printed: expect.stringContaining("Keep the old key") });
  const newKey = await keyOf("rotation new", ["checkout_session_write"]);
  const right = await candidate(newKey);
  expect(right).toMatchObject({ code: 0, printed: expect.stringContaining("may replace the old key") });
  await restartAll(newKey, NEW);
  await keyOf("rotation old", ["revoked"]);
  await shoppersWent();

  const answers = await endLoad();
  expect(answers.filter((answer) => answer !== "ready")).toEqual([]);
  await expect.poll(unreconciled, { timeout: 120_000 }).toBe(0);
  const orders = await testShop.sql("SELECT 1 FROM orders");
  expect(orders).toHaveLength(answers.length);
  expect(answers.length).toBeGreaterThan(20);
  // The sandbox would send again what was refused, so each single delivery counts.
  expect(balancer.deliveries.filter(({ status }) => status !== 200)).toEqual([]);
  const ids = [...new Set(balancer.deliveries.map(({ id }) => id))];
  const stored = await testShop.sql("SELECT 1 FROM stripe_events WHERE id = ANY ($1)", [ids]);
  expect(stored).toHaveLength(ids.length);
  expect(await testShop.sql("SELECT 1 FROM disabled_calls")).toEqual([]);
  const { data } = await testShop.control("requests?limit=5000", undefined, "GET");
  for (const name of ["rotation old", "rotation new"]) {
    const made = data.filter(
      ({ key, status }: { key: string; status: number }) => key === name && status === 200,
    );
    expect([name, made.length > 0]).toEqual([name, true]);
  }
});
