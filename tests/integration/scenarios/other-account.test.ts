// Processes of the shop that are told which Stripe account their keys must be of.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ALL_ON } from "../../../server/stripe/keys/features.ts";
import { keyVariable, permissionsOf, ROLES, unneededBy } from "../../../server/stripe/keys/manifest.ts";
import { openKeyShop } from "../../support/key-fixture.ts";
import { openGate } from "../keys/keys-sandbox.ts";

const OWN = "acct_1LatchkeySandbox0";
const OTHER = "acct_2Elsewhere";
const SERVER = "tests/support/started-server.ts";
const WORKER = "scripts/worker.ts";

let keyShop: Awaited<ReturnType<typeof openKeyShop>>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  keyShop = await openKeyShop();
});
afterAll(() => keyShop.testShop.close());
beforeEach(() => keyShop.forgetRequests());
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

type Start = { isRunning: boolean; code: number | null; printed: string; tookMs: number };

/** Runs a process until it says that it has started, or ends. */
async function start(script: string, env: Record<string, string | undefined> = {}): Promise<Start> {
  const child = spawn(process.execPath, ["--import=tsx", script], {
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: "tsconfig.scripts.json",
      WORKER: "off",
      LOG_LEVEL: "warn",
      STRIPE_ACCOUNT: OWN,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.push(child);
  let [printed, tookMs] = ["", 0];
  const isRunning = await new Promise<boolean>((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        if (printed.includes("The worker is running.")) done(true);
      });
    child.once("message", (message: { tookMs: number }) => {
      ({ tookMs } = message);
      done(true);
    });
    child.once("close", () => done(false));
  });
  return { isRunning, code: child.exitCode, printed, tookMs };
}

async function keyOf(name: string, permissions: readonly string[], account?: string): Promise<string> {
  const body = { name, permissions, ...(account ? { account } : {}) };
  return ((await keyShop.testShop.control("keys", body)) as { key: string }).key;
}

const asked = async () =>
  (await keyShop.requests()).map(({ key, method, route, status }) => `${key}: ${method} ${route} ${status}`);

const warnings = ({ printed }: Start) =>
  printed
    .split("\n")
    .filter((line) => line.includes("could not check whether these keys"))
    .map((line) => JSON.parse(line) as { level: number; whyNot: Record<string, string> });

describe("A11: a key of another account than STRIPE_ACCOUNT", () => {
  it.each([
    ["the server", SERVER, "backoffice", "STRIPE_BACKOFFICE_KEY"],
    ["the worker", WORKER, "reconciler", "STRIPE_RECONCILER_KEY"],
  ] as const)("%s does not start: %s %s", async (_, script, role, variable) => {
    const key = await keyOf(`abroad ${role}`, permissionsOf(role), OTHER);
    const { isRunning, code, printed } = await start(script, { [variable]: key });
    expect(isRunning).toBe(false);
    expect(code).toBe(1);
    expect(printed).toContain(
      `STRIPE_ACCOUNT is ${OWN}, and not every key is of that Stripe account: ${variable} of ${OTHER}. Fix: put a key of ${OWN} there;`,
    );
    expect(printed).not.toContain(key.slice(8));
    expect(printed).not.toContain("    at ");
  });

  it("one key for all is asked once, and named once", async () => {
    const key = await keyOf(
      "abroad all",
      ROLES.flatMap((role) => permissionsOf(role)),
      OTHER,
    );
    const none = Object.fromEntries(ROLES.map((role) => [keyVariable(role), undefined]));
    const gate = await openGate(keyShop.testShop.sandboxUrl, () => null);
    const variables = { ...none, STRIPE_RESTRICTED_KEY: key, STRIPE_SANDBOX_URL: gate.url };
    const { isRunning, printed } = await start(SERVER, variables);
    await gate.close();
    expect(isRunning).toBe(false);
    expect(printed).toContain(`account: STRIPE_RESTRICTED_KEY of ${OTHER}. Fix`);
    expect(gate.count()).toBe(1);
  });
});

describe("A11: keys of STRIPE_ACCOUNT", () => {
  it("are asked for one thing each that no role may, and the server starts", async () => {
    const started = await start(SERVER);
    expect(started).toMatchObject({ isRunning: true, printed: "" });
    expect((await asked()).toSorted()).toEqual(
      ["backoffice", "checkout", "reconciler"].map((role) => `shop ${role}: GET /v1/balance 403`),
    );
    expect(unneededBy(ROLES, ALL_ON)).toContain("balance_read");
  });

  it("let the worker start", async () => {
    expect((await start(WORKER)).isRunning).toBe(true);
  });

  it("are asked for nothing where the account is not configured", async () => {
    const started = await start(SERVER, { STRIPE_ACCOUNT: undefined });
    expect(started).toMatchObject({ isRunning: true, printed: "" });
    expect(await asked()).toEqual([]);
  });
});

describe("A11: what Stripe does not tell keeps no shop closed", () => {
  const ALL = ["STRIPE_CHECKOUT_KEY", "STRIPE_RECONCILER_KEY", "STRIPE_BACKOFFICE_KEY"];
  const expectStarted = (started: Start, whyNot: string) => {
    expect(started.isRunning).toBe(true);
    expect(warnings(started)).toMatchObject([
      { level: 40, whyNot: Object.fromEntries(ALL.map((variable) => [variable, whyNot])) },
    ]);
  };

  it("nobody is there", async () => {
    const started = await start(SERVER, { STRIPE_SANDBOX_URL: "http://127.0.0.1:9" });
    expectStarted(started, "Stripe did not answer");
  });

  it("nothing is answered: the start goes on after three seconds, for all keys together", async () => {
    await keyShop.testShop.control("faults", { kind: "hang", ms: 60_000, path: "GET /v1/balance" });
    const started = await start(SERVER);
    await keyShop.testShop.control("faults", undefined, "DELETE");
    expectStarted(started, "Stripe did not answer");
    expect(started.tookMs).toBeGreaterThanOrEqual(2_900);
    expect(started.tookMs).toBeLessThan(8_000);
  });

  it.each([503, 429])("every answer is %s", async (answer) => {
    const gate = await openGate(keyShop.testShop.sandboxUrl, () => answer);
    const started = await start(SERVER, { STRIPE_SANDBOX_URL: gate.url });
    await gate.close();
    expectStarted(started, "Stripe did not answer");
  });

  it("the key is not accepted, or may do what it should not", async () => {
    const started = await start(SERVER, {
      STRIPE_RECONCILER_KEY: await keyOf("rolled", ["revoked"], OTHER),
      STRIPE_BACKOFFICE_KEY: await keyOf("too much", [...permissionsOf("backoffice"), "balance_read"], OTHER),
    });
    expect(started.isRunning).toBe(true);
    expect(warnings(started).map(({ whyNot }) => whyNot)).toEqual([
      {
        STRIPE_RECONCILER_KEY: "Stripe refuses the key (expired)",
        STRIPE_BACKOFFICE_KEY: "the key has permissions that no role needs",
      },
    ]);
  });
});
