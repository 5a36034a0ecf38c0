// docs/rotation.md under load: the webhook secret is rolled and the checkout key is replaced while shoppers buy.
// Real processes: two web processes behind a door, the worker of npm start, the sandbox. Ends with 1 when anything
// was refused by mistake, lost or left unsettled.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { EVENT_TYPES } from "../../domain/event.ts";
import { freePort } from "../../scripts/ports.ts";
import { permissionsOf } from "../../server/stripe/manifest.ts";
import { PlainShopper } from "../support/plain-shopper.ts";
import { databaseUrlOf, payWithoutBrowser, query, startShop, stopShop } from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { sandboxKey, startWebProcess, type WebProcess } from "../support/web-process.ts";
import { openDoor } from "./door.ts";

const LANES = 3;
const STEP_MS = 2_000;
const [OLD, NEW] = ["whsec_rotation_old_secret", "whsec_rotation_new_secret"];

const dataDir = makeTemporaryFolder("rotation");
const faults: string[] = [];
const say = (words: string) => console.log(`  ${words}`);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const expect = (isRight: boolean, words: string) => {
  if (!isRight) faults.push(words);
};

say("a shop with its worker, sandbox and database …");
const shop = await startShop({ port: await freePort(), sandboxPort: await freePort(), dataDir });
const door = await openDoor();
const origin = `http://localhost:${door.port}`;
let webs: WebProcess[] = [];
try {
  await prepare();
  const load = startLoad();
  await rollSecret();
  await replaceCheckoutKey();
  const sold = await load.end();
  await judge(sold);
} finally {
  for (const web of webs) await web.stop();
  door.close();
  await stopShop(shop);
  rmSync(dataDir, { recursive: true, force: true });
}
for (const fault of faults) console.error(`  ✗ ${fault}`);
console.log(faults.length === 0 ? "\nNothing was lost or refused." : `\n${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

/** Only the two processes behind the door hear Stripe's doorbell, and there is enough to sell. */
async function prepare(): Promise<void> {
  const auth = { authorization: "Bearer sk_test_sandbox_all_permissions" };
  const list = await fetch(`${shop.sandbox}/v1/webhook_endpoints`, { headers: auth });
  const { data } = (await list.json()) as { data: { id: string }[] };
  for (const { id } of data)
    await fetch(`${shop.sandbox}/v1/webhook_endpoints/${id}`, { method: "DELETE", headers: auth });
  await fetch(`${shop.sandbox}/_sandbox/webhook_endpoints`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      url: `http://127.0.0.1:${door.port}/webhooks/stripe`,
      enabled_events: EVENT_TYPES,
    }),
  });
  await query(dataDir, "UPDATE variants SET on_hand = 100000");
  door.signWith(OLD);
  const keys = {
    STRIPE_CHECKOUT_KEY: await sandboxKey(shop.sandbox, "rotation old", permissionsOf("checkout")),
  };
  webs = [
    await startWeb({ ...keys, STRIPE_WEBHOOK_SECRET: OLD }),
    await startWeb({ ...keys, STRIPE_WEBHOOK_SECRET: OLD }),
  ];
  for (const web of webs) door.admit(web);
}

async function startWeb(env: Record<string, string>): Promise<WebProcess> {
  const { sandbox } = shop;
  // A shop that takes orders and hears Stripe: the worker with the reconciler's key is npm start's.
  const all = { SURFACE: "shop", STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox", APP_ORIGIN: origin, ...env };
  return startWebProcess({ port: await freePort(), dataDir, sandbox, env: all });
}

/** "Restart the web processes, one after the other." */
async function restartAll(env: Record<string, string>): Promise<void> {
  for (const web of webs) {
    await door.drain(web);
    await web.stop();
    const fresh = await startWeb(env);
    webs = webs.map((each) => (each === web ? fresh : each));
    door.admit(fresh);
  }
}

async function rollSecret(): Promise<void> {
  const key = { STRIPE_CHECKOUT_KEY: await sandboxKey(shop.sandbox, "rotation old") };
  await pause(STEP_MS);
  say("the secret is rolled at Stripe: it signs with both");
  door.signWith(OLD, NEW);
  const tooEarly = await setUp(NEW);
  expect(/does not know the secret yet/.test(tooEarly.printed), "the restart is not needed after all");
  await restartAll({ ...key, STRIPE_WEBHOOK_SECRET: `${NEW},${OLD}` });
  say("restarted with new,old");
  const tested = await setUp(NEW);
  expect(
    tested.code === 0 && /is in the shop's inbox/.test(tested.printed),
    `the test event: ${tested.printed}`,
  );
  await pause(STEP_MS);
  say("the old secret has ended: Stripe signs with the new one alone");
  door.signWith(NEW);
  await pause(STEP_MS);
  await restartAll({ ...key, STRIPE_WEBHOOK_SECRET: NEW });
  say("restarted with new alone");
  const former = await setUp(OLD);
  expect(/does not know the secret/.test(former.printed), "the old secret still opens the door");
}

async function replaceCheckoutKey(): Promise<void> {
  const wrong = await sandboxKey(shop.sandbox, "rotation wrong", ["charge_write"]);
  expect((await tryCandidate(wrong)).code === 1, "a wrong candidate was taken");
  const good = await sandboxKey(shop.sandbox, "rotation new", permissionsOf("checkout"));
  const tried = await tryCandidate(good);
  expect(
    tried.code === 0 && /may replace the old key/.test(tried.printed),
    `the candidate: ${tried.printed}`,
  );
  say("the candidate is right");
  await restartAll({ STRIPE_CHECKOUT_KEY: good, STRIPE_WEBHOOK_SECRET: NEW });
  say("restarted with the new key");
  await sandboxKey(shop.sandbox, "rotation old", ["revoked"]);
  say("the old key is deleted");
  await pause(STEP_MS);
}

const setUp = (secret: string) =>
  command("scripts/setup-stripe.ts", ["--test-event"], { APP_ORIGIN: origin, STRIPE_WEBHOOK_SECRET: secret });
const tryCandidate = (key: string) =>
  command("scripts/keys.ts", ["--candidate", "checkout"], { STRIPE_CANDIDATE_KEY: key });

/** A command of the documentation, as its reader runs it. */
async function command(script: string, args: string[], env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json", script, ...args],
    {
      env: {
        ...process.env,
        STRIPE_SANDBOX_URL: shop.sandbox,
        DATABASE_URL: databaseUrlOf(dataDir),
        PORT: String(door.port),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      printed += text;
    });
  const [code] = await once(child, "close");
  return { code, printed };
}

/** Shoppers who buy one after the other, each paying and never coming back: only an event tells the shop. */
function startLoad() {
  let isOver = false;
  const sessions: string[] = [];
  const lane = async () => {
    while (!isOver) {
      try {
        sessions.push(await buy());
      } catch (error) {
        faults.push(`a shopper: ${(error as Error).message}`);
      }
    }
  };
  const lanes = Array.from({ length: LANES }, lane);
  return {
    end: async () => {
      isOver = true;
      await Promise.all(lanes);
      return sessions;
    },
  };
}

async function buy(): Promise<string> {
  const shopper = new PlainShopper(`http://127.0.0.1:${door.port}`, origin);
  const product = "/products/hand-bell";
  await shopper.submit(product, await shopper.open(product), "variantId");
  const payment = await shopper.submit("/cart", await shopper.open("/cart"), "shown");
  const session = /cs_test_[A-Za-z0-9_]+/.exec(payment)?.[0];
  if (!session) throw new Error(`the checkout led to ${payment}`);
  await payWithoutBrowser(shop.sandbox, session);
  return session;
}

async function judge(sessions: string[]): Promise<void> {
  const unpaid = () =>
    query(
      dataDir,
      "SELECT number FROM orders WHERE stripe_session_id = ANY ($1) AND payment_state <> 'paid'",
      [sessions],
    );
  for (let tries = 0; tries < 120 && (await unpaid()).length > 0; tries += 1) await pause(500);
  const open = await unpaid();
  expect(open.length === 0, `${open.length} orders are not settled`);
  const [{ orders } = { orders: 0 }] = await query<{ orders: number }>(
    dataDir,
    "SELECT count(*)::int AS orders FROM orders",
  );
  expect(orders === sessions.length, `${orders} orders of ${sessions.length} checkouts`);
  const refused = door.deliveries.filter(({ status }) => status !== 200);
  expect(refused.length === 0, `${refused.length} deliveries were refused: ${refused[0]?.status}`);
  const ids = [...new Set(door.deliveries.map(({ id }) => id))];
  const stored = await query(dataDir, "SELECT 1 FROM stripe_events WHERE id = ANY ($1)", [ids]);
  expect(stored.length === ids.length, `${ids.length - stored.length} events were answered and not stored`);
  const closed = await query(dataDir, "SELECT 1 FROM closed_functions");
  expect(closed.length === 0, "a function was switched off");
  const used = (await (await fetch(`${shop.sandbox}/_sandbox/requests?limit=5000`)).json()) as {
    data: { key: string | null; route: string; status: number }[];
  };
  const made = (key: string) =>
    used.data.filter(
      (request) => request.key === key && request.status === 200 && request.route === "/v1/checkout/sessions",
    ).length;
  expect(made("rotation old") > 0 && made("rotation new") > 0, "one of the two keys opened no checkout");
  say(
    `${sessions.length} checkouts (${made("rotation old")} with the old key, ${made("rotation new")} with the new), all paid and settled`,
  );
  say(`${door.deliveries.length} deliveries of ${ids.length} events, ${refused.length} refused`);
}
