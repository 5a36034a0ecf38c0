// npm run test:chaos: a hundred thousand deliveries while connections, servers and the database are killed.
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../scripts/ports.ts";
import { openSandboxAccount } from "../../scripts/sandbox-account.ts";
import { runCommand } from "../../scripts/setup-error.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import { closeDb, pool } from "../../server/platform/db.ts";
import { log } from "../../server/platform/log.ts";
import { closeQueue, queue } from "../../server/platform/queue.ts";
import { checkRecords } from "../../server/reconciliation/check/check-records.ts";
import { closeAll, closeHoweverItEnds } from "../bench/lib/closing.ts";
import { copyAndBuildShop } from "../bench/lib/copy-shop.ts";
import { startStep } from "../bench/lib/step.ts";
import { readSeed } from "../support/scale.ts";
import { openProcess, openStage, type Stage } from "./lib/chaos-shop.ts";
import { countNaiveFaults, fillNaive } from "./lib/check-naive.ts";
import { countFaults, countUnmatchedUnits, type Faults } from "./lib/count-faults.ts";
import { type Delivered, deliverAll } from "./lib/deliver.ts";
import { type Problem, planFaults } from "./lib/faults.ts";
import { fillRecords, fillShelf, makeModels } from "./lib/fill-records.ts";
import { planDeliveries } from "./lib/plan-deliveries.ts";
import type { Model } from "./lib/scenarios.ts";

const HELP = `npm run test:chaos                    100,000 deliveries for 10,000 orders, then a naive handler on 500
npm run test:chaos -- --orders 500    fewer: ten deliveries an order, and less problem
npm run test:chaos -- --seed 7        a run again
npm run test:chaos -- --only shop     the shop alone, or: naive`;

const FULL: Problem = { connections: 200, servers: 10, databases: 3 };
const FULL_ORDERS = 10_000;
const NAIVE_ORDERS = 500;
const AT_ONCE = 16;
const MAX_WAIT_MS = 10 * 60_000;

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      orders: { type: "string", default: String(FULL_ORDERS) },
      seed: { type: "string", default: String(readSeed()) },
      only: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(HELP);
  const [orders, seed] = [Number(values.orders), Number(values.seed)];
  closeHoweverItEnds();
  console.log(`Seed ${seed}`);
  let isGood = true;
  try {
    const stage = await openStage();
    const run = await prepare(stage);
    if (values.only !== "naive") isGood = await runShop(stage, run, orders, seed);
    if (values.only !== "shop")
      isGood = (await runNaive(stage, run, Math.min(orders, NAIVE_ORDERS), seed)) && isGood;
  } finally {
    await closeQueue().catch(() => undefined);
    await closeDb().catch(() => undefined);
    await closeAll();
  }
  console.log(isGood ? "\nWell." : "\nFAILED.");
  process.exit(isGood ? 0 : 1);
});

type Run = {
  ports: [number, number];
  env: Record<string, string>;
  secret: string;
  models: Model[];
  shelf: Map<string, number>;
};

/** The configuration of all processes, and the lives that the orders copy. */
async function prepare(stage: Stage): Promise<Run> {
  const end = startStep("Four lives at the sandbox");
  const ports: [number, number] = [await freePort(), await freePort()];
  const settings = {
    DATABASE_URL: stage.databaseUrl,
    APP_ORIGIN: `http://127.0.0.1:${ports[0]}`,
    APP_SECRET: randomBytes(32).toString("hex"),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    MEDIA_DIR: join(stage.folder, "media"),
    LOG_LEVEL: "error",
  };
  const account = await openSandboxAccount(stage.sandboxUrl, `http://127.0.0.1:${ports[0]}/webhooks/stripe`);
  const env: Record<string, string> = { ...settings, ...account };
  Object.assign(process.env, env);
  log.level = settings.LOG_LEVEL;
  await queue();
  const shelf = await fillShelf(pool());
  const models = await makeModels(pool(), stage.sandboxUrl, [...shelf.keys()][0] ?? "");
  for (const { orderId } of models) await reconcileOrder(orderId, { cause: "sweep" });
  end();
  const [secret = ""] = (env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  return { ports, env, secret, models, shelf };
}

async function runShop(stage: Stage, run: Run, count: number, seed: number): Promise<boolean> {
  const folder = copyAndBuildShop();
  const fill = startStep(`${count} orders that wait for payment, and what Stripe knows of them`);
  await fillRecords(pool(), { ...run, count, seed, sandboxUrl: stage.sandboxUrl });
  fill();
  const open = (index: number) => {
    const port = run.ports[index] ?? 0;
    return openProcess({
      args: [resolve("scripts/serve.ts")],
      cwd: folder,
      env: { ...run.env, PORT: String(port) },
      health: `http://127.0.0.1:${port}/health`,
      log: join(stage.folder, `shop-${index + 1}.log`),
    });
  };
  const started = Date.now();
  const { delivered, problem } = await deliverWithFaults(stage, run, count, seed, "/webhooks/stripe", open);
  await untilDecided(count, started);
  const faults = await countFaults(pool(), run.models, count, seed);
  const unmatched = await countUnmatchedUnits(pool(), run.shelf);
  const checked = await checkRecords({ graceSeconds: 0, requestsASecond: 100_000, initialStock: run.shelf });
  print("The shop", delivered, problem, faults, started);
  console.log(
    `  units of stock lost or made ${unmatched}; the check: ${checked.differences.length} differences in ${checked.checked.orders} orders`,
  );
  for (const one of checked.differences.slice(0, 5)) console.log(`  ${JSON.stringify(one)}`);
  const enough = scaled(count);
  const isEnough =
    problem.connections >= enough.connections &&
    problem.servers >= enough.servers &&
    problem.databases >= enough.databases;
  if (!isEnough) console.log("  There was less problem than wanted.");
  return (
    isEnough &&
    faults.lost + faults.doubled + faults.wrongAmounts + unmatched + checked.differences.length === 0 &&
    checked.isComplete
  );
}

async function runNaive(stage: Stage, run: Run, count: number, seed: number): Promise<boolean> {
  await fillNaive(pool(), run.models, count, seed);
  const ports = [await freePort(), await freePort()] as const;
  const open = (index: number) =>
    openProcess({
      args: ["--import=tsx", "tests/chaos/naive-shop.ts", String(ports[index])],
      env: run.env,
      health: `http://127.0.0.1:${ports[index]}/`,
      log: join(stage.folder, `naive-${index + 1}.log`),
    });
  const started = Date.now();
  const { delivered, problem } = await deliverWithFaults(
    stage,
    { ...run, ports: [...ports] },
    count,
    seed,
    "/",
    open,
  );
  for (const port of ports) await untilIdle(port);
  const faults = await countNaiveFaults(pool(), run.models, count, seed);
  print("A naive handler, which must fail", delivered, problem, faults, started);
  return faults.lost + faults.doubled + faults.wrongAmounts > 0;
}

/** Until a naive process has dealt with what it has answered. */
async function untilIdle(port: number): Promise<void> {
  while ((await (await fetch(`http://127.0.0.1:${port}/`)).text()) !== "0")
    await new Promise((done) => setTimeout(done, 100));
}

const scaled = (count: number): Problem => {
  const of = (figure: number) => Math.max(2, Math.ceil((figure * count) / FULL_ORDERS));
  return count >= FULL_ORDERS ? FULL : { connections: of(200) * 4, servers: of(10), databases: 1 };
};

type Open = (index: number) => Promise<{ kill: () => unknown }>;

async function deliverWithFaults(
  stage: Stage,
  run: Run,
  count: number,
  seed: number,
  path: string,
  open: Open,
) {
  const servers = [await open(0), await open(1)];
  const { total, forgotten, next } = planDeliveries({ models: run.models, count, seed });
  console.log(
    `${total} deliveries for ${count} orders to two processes; ${forgotten} orders are never told of`,
  );
  const say = (text: string) => console.log(`  ${String(acknowledged).padStart(6)}  ${text}`);
  let acknowledged = 0;
  const killServer = async (index: number) => {
    await servers[index]?.kill();
    servers[index] = await open(index);
  };
  const problem = planFaults(scaled(count), { ...stage, killServer }, say);
  const began = Date.now();
  const delivered = await deliverAll({
    next,
    targets: run.ports.map((port) => `http://127.0.0.1:${port}${path}`),
    secret: run.secret,
    atOnce: AT_ONCE,
    onDelivered: (made) => {
      acknowledged = made;
      problem.advance(made / total);
      if (made % Math.max(1_000, total / 20) === 0)
        say(`${Math.round(made / ((Date.now() - began) / 1_000))} a second`);
    },
  });
  problem.advance(1);
  await problem.finished();
  return { delivered, problem: problem.done };
}

/** Until no event is undecided and no order waits: what a killed process had claimed comes back after a while. */
async function untilDecided(count: number, started: number): Promise<void> {
  const until = Date.now() + MAX_WAIT_MS;
  for (let look = 0; Date.now() < until; look += 1) {
    const { rows } = await pool().query<{ events: number; orders: number }>(
      `SELECT (SELECT count(*)::int FROM stripe_events WHERE state = 'received') AS events,
              (SELECT count(*)::int FROM orders WHERE payment_state = 'awaiting_payment') AS orders`,
    );
    const { events = 0, orders = 0 } = rows[0] ?? {};
    if (events === 0 && orders === 0) return;
    if (look % 10 === 0)
      console.log(
        `  ${Math.round((Date.now() - started) / 1_000)} s: ${events} events undecided, ${orders} of ${count} orders wait`,
      );
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

function print(
  name: string,
  { acknowledged, refused }: Delivered,
  problem: Problem,
  faults: Faults,
  started: number,
): void {
  console.log(
    `${name}: ${acknowledged} acknowledged, ${refused} times not and sent again, ${Math.round((Date.now() - started) / 1_000)} s`,
  );
  console.log(
    `  killed: ${problem.connections} connections, ${problem.servers} servers, ${problem.databases} times the database`,
  );
  console.log(`  lost ${faults.lost}, doubled ${faults.doubled}, wrong amounts ${faults.wrongAmounts}`);
  for (const example of faults.examples) console.log(`  ${example}`);
}
