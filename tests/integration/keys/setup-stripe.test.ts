import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "../../../app/webhooks/stripe/route.ts";
import { EVENT_TYPES } from "../../../domain/webhooks/event.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { permissionsOf } from "../../../server/stripe/keys/manifest.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { recordCalls } from "../../support/record-calls.ts";
import { type RunningSandbox, startSandbox } from "../../support/start-sandbox.ts";
import { TSX } from "../../support/tsx.ts";

const API_VERSION = "2026-10-28.endive";
const PK = "pk_test_sandbox";

let sandbox: RunningSandbox;
let shop: { origin: string; port: number; taken: () => number; close: () => Promise<unknown> };
let keys: Record<string, string>;
let databaseUrl: string;
let folder: string;
let file: string;

beforeAll(async () => {
  databaseUrl = await useDatabase();
  useEnvironment({ STRIPE_WEBHOOK_SECRET: "whsec_not_known_yet" });
  sandbox = await startSandbox();
  keys = {};
  for (const role of ["checkout", "reconciler", "backoffice", "setup"] as const)
    keys[role] = await mint(role, permissionsOf(role));
  shop = await openShop();
});

afterAll(async () => {
  await shop.close();
  await recordCalls(sandbox.url, (name) => (name === "setup" ? name : undefined));
  await sandbox.close();
  await closeDb();
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-setup-"));
  file = join(folder, ".env.local");
  for (const { id } of await endpoints()) await stripe(`webhook_endpoints/${id}`, undefined, "DELETE");
  return () => rmSync(folder, { recursive: true, force: true });
});

async function mint(name: string, permissions: readonly string[], account?: string): Promise<string> {
  const answer = await fetch(`${sandbox.url}/_sandbox/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, permissions, ...(account ? { account } : {}) }),
  });
  return ((await answer.json()) as { key: string }).key;
}

async function stripe(path: string, form?: [string, string][], method = form ? "POST" : "GET") {
  const answer = await fetch(`${sandbox.url}/v1/${path}`, {
    method,
    headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return (await answer.json()) as Record<string, unknown>;
}

type Endpoint = {
  id: string;
  url: string;
  enabled_events: string[];
  api_version: string | null;
  status: string;
};
const endpoints = async () => (await stripe("webhook_endpoints")).data as Endpoint[];

/** A running shop as the command sees it: the webhook route, which reads the secret that is stored now. */
async function openShop() {
  let taken = 0;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const stored = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
    env().STRIPE_WEBHOOK_SECRET = (stored.STRIPE_WEBHOOK_SECRET ?? "").split(",");
    const headers = new Headers(incoming.headers as Record<string, string>);
    const request = new Request(`http://localhost${incoming.url}`, {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    const answer = await POST(request);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM stripe_events WHERE type = 'latchkey.setup_test'",
    );
    taken = rows[0].n;
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    taken: () => taken,
    close: () => new Promise((done) => server.close(done)),
  };
}

type Run = { args?: string[]; env?: Record<string, string>; answers?: string[] };

async function setUp({ args = [], env = {}, answers }: Run) {
  const words = ["--file", file, "--api-base", sandbox.url, "--origin", shop.origin, "--wait", "0"];
  const child = spawn(process.execPath, [...TSX, "scripts/setup-stripe.ts", ...words, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DATABASE_URL: databaseUrl,
      PORT: String(shop.port),
      ...env,
    } as never,
    stdio: "pipe",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  child.stdin.end(answers ? `${answers.join("\n")}\n` : "");
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output };
}

const unattended = (changes: Record<string, string | undefined> = {}) => ({
  args: ["--yes"],
  env: Object.fromEntries(
    Object.entries({
      STRIPE_CHECKOUT_KEY: keys.checkout,
      STRIPE_RECONCILER_KEY: keys.reconciler,
      STRIPE_BACKOFFICE_KEY: keys.backoffice,
      STRIPE_PUBLISHABLE_KEY: PK,
      STRIPE_SETUP_KEY: keys.setup,
      ...changes,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
});

/** Right keys of another account. */
const keysOf = async (account: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (["checkout", "reconciler", "backoffice", "setup"] as const).map(async (role) => [
        `STRIPE_${role.toUpperCase()}_KEY`,
        await mint(`${account} ${role}`, permissionsOf(role), account),
      ]),
    ),
  );

describe("setup:stripe", () => {
  it("leads from an empty file to a shop that took a test event, and stores no setup key", async () => {
    const before = shop.taken();
    const { code, output } = await setUp(unattended());
    expect(output).toContain("is in the shop's inbox");
    expect(code).toBe(0);
    expect(shop.taken()).toBe(before + 1);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(`STRIPE_CHECKOUT_KEY=${keys.checkout}\n`);
    expect(text).toContain(`APP_ORIGIN=${shop.origin}\n`);
    expect(text).toContain("STRIPE_ACCOUNT=acct_1LatchkeySandbox0\n");
    expect(text).toMatch(/^STRIPE_WEBHOOK_SECRET=whsec_\w+$/m);
    expect(text).not.toContain(keys.setup);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([".env.local"]);
    expect(await endpoints()).toMatchObject([
      {
        url: `${shop.origin}/webhooks/stripe`,
        enabled_events: [...EVENT_TYPES],
        api_version: API_VERSION,
        status: "enabled",
      },
    ]);
    expect(output).toMatch(/Delete it now: https:\/\/dashboard\.stripe\.com/);
    for (const key of [...Object.values(keys), /whsec_\w{8}/]) expect(output).not.toMatch(key);
  });

  it("asks on a terminal, takes a second try, and gives the links", async () => {
    const answers = [
      "",
      "sk_test_PASTED_BY_MISTAKE",
      keys.checkout,
      keys.reconciler,
      keys.backoffice,
      PK,
      keys.setup,
    ];
    const { code, output } = await setUp({ answers: answers as string[] });
    expect(code).toBe(0);
    expect(output).toContain("what was pasted is an unrestricted secret key");
    expect(output).toContain("permissions%5B%5D=rak_checkout_session_write");
    expect(output).toContain("Checkout Sessions: Write");
    expect(output).not.toContain("PASTED_BY");
  });

  it("can run again: keeps other lines and comments, changes nothing that is right", async () => {
    writeFileSync(file, `# my shop\nSHOP_NAME=Lamps\nSTRIPE_CHECKOUT_KEY=rk_test_OLD\n\n# the end\n`);
    expect((await setUp(unattended())).code).toBe(0);
    const first = readFileSync(file, "utf8");
    expect(first).toMatch(/^# my shop\nSHOP_NAME=Lamps\nSTRIPE_CHECKOUT_KEY=rk_test_\w+\n\n# the end\n/);
    expect(first.match(/STRIPE_CHECKOUT_KEY/g)).toHaveLength(1);
    const [endpoint] = await endpoints();
    const again = await setUp({ args: ["--yes"], env: { STRIPE_SETUP_KEY: keys.setup ?? "" } });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("needs no change") });
    expect(readFileSync(file, "utf8")).toBe(first);
    expect(await endpoints()).toEqual([endpoint]);
  });

  it("A11: takes the keys of another account when all are entered again, and writes its name", async () => {
    writeFileSync(file, "STRIPE_ACCOUNT=acct_1LatchkeySandbox0\n");
    const { code } = await setUp(unattended(await keysOf("acct_2")));
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^STRIPE_ACCOUNT=acct_2$/m);
  });

  it("repairs an endpoint with other events that is disabled", async () => {
    await setUp(unattended());
    const [endpoint] = await endpoints();
    await stripe(`webhook_endpoints/${endpoint?.id}`, [
      ["enabled_events[]", "payout.paid"],
      ["disabled", "true"],
    ]);
    const { code, output } = await setUp(unattended());
    expect(code).toBe(0);
    expect(output).toContain("was repaired: enabled, 17 events added, 1 events removed");
    expect(await endpoints()).toMatchObject([
      { id: endpoint?.id, enabled_events: [...EVENT_TYPES], status: "enabled" },
    ]);
  });

  it.each([
    ["has an unknown secret", API_VERSION],
    ["sends another version", "2024-06-20"],
  ])("replaces an endpoint that %s, and disables it", async (_, version) => {
    const url = `${shop.origin}/webhooks/stripe`;
    const old = await stripe("webhook_endpoints", [
      ["url", url],
      ["enabled_events[]", "*"],
      ["api_version", version],
    ]);
    expect((await setUp(unattended())).code).toBe(0);
    const all = await endpoints();
    expect(all.find(({ id }) => id === old.id)?.status).toBe("disabled");
    expect(all.filter(({ status }) => status === "enabled")).toHaveLength(1);
    // A third run finds the enabled one.
    expect((await setUp(unattended())).code).toBe(0);
    expect(await endpoints()).toHaveLength(2);
  });

  it("makes a new secret on demand, and keeps the former one behind it for what is on its way", async () => {
    await setUp(unattended());
    const secretOf = () => /^STRIPE_WEBHOOK_SECRET=(.*)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? "";
    const former = secretOf();
    const run = unattended();
    expect((await setUp({ ...run, args: [...run.args, "--new-secret"] })).code).toBe(0);
    const [made, kept] = secretOf().split(",");
    expect(kept).toBe(former);
    expect(made).toMatch(/^whsec_/);
    expect(made).not.toBe(former);
    expect((await endpoints()).map(({ status }) => status).sort()).toEqual(["disabled", "enabled"]);
  });

  it("prints the steps and the command for a terminal when there is no setup key", async () => {
    const { code, output } = await setUp(unattended({ STRIPE_SETUP_KEY: undefined }));
    expect(code).toBe(1);
    expect(output).toContain(
      `npx stripe listen --forward-to localhost:${shop.port}/webhooks/stripe --events ${EVENT_TYPES.join(",")}`,
    );
    expect(output).toContain(`URL ${shop.origin}/webhooks/stripe`);
    expect(output).toContain("Fix: ");
    const withSecret = await setUp(
      unattended({ STRIPE_SETUP_KEY: undefined, STRIPE_WEBHOOK_SECRET: "whsec_from_the_dashboard" }),
    );
    expect(withSecret.code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("STRIPE_WEBHOOK_SECRET=whsec_from_the_dashboard\n");
  });

  it.each([
    ["answers 200 to anything", 200, "welcome", "is not in this shop's inbox"],
    ["is a shop with another database", 200, "stored", "is not in this shop's inbox"],
    ["redirects", 308, "", "answered with a redirect (308)"],
    ["cannot store", 503, "not stored", "its database is unavailable"],
  ])("is not content when what %s takes the test event", async (_, status, text, words) => {
    const server = createServer((_, outgoing) => void outgoing.writeHead(status).end(text));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, output } = await setUp({
      args: ["--test-event"],
      env: { APP_ORIGIN: origin, STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only" },
    });
    await new Promise((done) => server.close(done));
    expect(output).toContain(words);
    expect(code).toBe(1);
  });

  it("says how to go on when the shop does not run", async () => {
    const { code, output } = await setUp({
      args: ["--test-event"],
      env: { APP_ORIGIN: "http://127.0.0.1:9", PORT: "9", STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only" },
    });
    expect(output).toContain("Start it in another terminal with npm start");
    expect(output).toContain("npm run setup:stripe -- --test-event");
    expect(code).toBe(1);
  });

  it("takes only the checkout key for a shop whose worker is elsewhere", async () => {
    const env = {
      SURFACE: "shop",
      WORKER: "off",
      STRIPE_CHECKOUT_KEY: keys.checkout,
      STRIPE_PUBLISHABLE_KEY: PK,
      STRIPE_SETUP_KEY: keys.setup,
    };
    expect((await setUp({ args: ["--yes"], env: env as Record<string, string> })).code).toBe(0);
    expect(readFileSync(file, "utf8")).not.toMatch(/RECONCILER|BACKOFFICE/);
  });
});

describe("setup:stripe refuses, and writes nothing:", () => {
  it.each([
    [
      "an unrestricted key",
      { STRIPE_CHECKOUT_KEY: "sk_test_PASTED_BY_MISTAKE" },
      "STRIPE_CHECKOUT_KEY: what was pasted is an unrestricted secret key (sk_test_…TAKE); a restricted key belongs there",
    ],
    [
      "a publishable key",
      { STRIPE_RECONCILER_KEY: "pk_test_PASTED_BY_MISTAKE" },
      "STRIPE_RECONCILER_KEY: what was pasted is a publishable key",
    ],
    [
      "a webhook secret",
      { STRIPE_BACKOFFICE_KEY: "whsec_PASTED_BY_MISTAKE" },
      "STRIPE_BACKOFFICE_KEY: what was pasted is a webhook signing secret",
    ],
    [
      "the id of a key",
      { STRIPE_CHECKOUT_KEY: "mk_1PASTED_BY_MISTAKE" },
      "the id of a key, not the key itself",
    ],
    [
      "a restricted key for the browser",
      { STRIPE_PUBLISHABLE_KEY: "rk_test_PASTED_BY_MISTAKE" },
      "a publishable key belongs there",
    ],
    [
      "a live key among test keys",
      { STRIPE_BACKOFFICE_KEY: "rk_live_PASTED_BY_MISTAKE" },
      "what was pasted is a live key",
    ],
    [
      "a key that Stripe does not know",
      { STRIPE_CHECKOUT_KEY: "rk_test_PASTED_BY_MISTAKE" },
      "Stripe does not know this key: it was deleted, or mistyped (rk_test_…TAKE)",
    ],
    ["a missing key", { STRIPE_CHECKOUT_KEY: undefined }, "STRIPE_CHECKOUT_KEY is not set"],
  ])("%s", async (_, changes, sentence) => {
    const { code, output } = await setUp(unattended(changes));
    expect(code).toBe(1);
    expect(output).toContain(sentence);
    expect(output).toContain("Fix: ");
    expect(output).not.toContain("PASTED_BY");
    expect(existsSync(file)).toBe(false);
    expect(await endpoints()).toEqual([]);
  });

  it("keys of each other's roles, one key for two roles, and keys with too little or too much", async () => {
    const swapped = await setUp(
      unattended({ STRIPE_CHECKOUT_KEY: keys.reconciler, STRIPE_RECONCILER_KEY: keys.checkout }),
    );
    expect(swapped.output).toContain("what was pasted is the reconciler key");
    const many = await mint(randomUUID(), [...permissionsOf("checkout"), "charge_write"]);
    expect((await setUp(unattended({ STRIPE_CHECKOUT_KEY: many }))).output).toContain(
      "has permissions that its role does not need: Charges and Refunds: Write.",
    );
    const few = await mint(
      randomUUID(),
      permissionsOf("reconciler").filter((slug) => slug !== "dispute_read"),
    );
    expect((await setUp(unattended({ STRIPE_RECONCILER_KEY: few }))).output).toContain(
      "lacks Disputes: Read",
    );
    expect(existsSync(file)).toBe(false);
  });

  it("A11: a key of another account than the keys before it, pasted or kept", async () => {
    const abroad = await keysOf("acct_2");
    const pasted = await setUp(unattended({ STRIPE_BACKOFFICE_KEY: abroad.STRIPE_BACKOFFICE_KEY ?? "" }));
    expect(pasted.code).toBe(1);
    expect(pasted.output).toMatch(
      /STRIPE_BACKOFFICE_KEY: what was pasted is a key of acct_2 \(rk_test_…\w{4}\), and the others are of acct_1LatchkeySandbox0; a key of that account belongs there\. Nothing was written\./,
    );
    expect(existsSync(file)).toBe(false);
    const kept = await setUp(unattended({ STRIPE_CHECKOUT_KEY: abroad.STRIPE_CHECKOUT_KEY ?? "" }));
    expect(kept.output).toContain(
      "STRIPE_RECONCILER_KEY: what was pasted is a key of acct_1LatchkeySandbox0",
    );
    expect(existsSync(file)).toBe(false);
    for (const key of Object.values(abroad)) expect(pasted.output + kept.output).not.toContain(key);
  });

  it("A11: a setup key of another account: no endpoint is made there", async () => {
    const { STRIPE_SETUP_KEY = "" } = await keysOf("acct_2");
    const { code, output } = await setUp(unattended({ STRIPE_SETUP_KEY }));
    expect(code).toBe(1);
    expect(output).toContain("STRIPE_SETUP_KEY: what was pasted is a key of acct_2");
    expect(output).toContain("The other keys are stored.");
    expect(await endpoints()).toEqual([]);
  });

  it("a file that holds the setup key", async () => {
    writeFileSync(file, `STRIPE_SETUP_KEY=${keys.setup}\n`);
    const { code, output } = await setUp(unattended());
    expect(code).toBe(1);
    expect(output).toContain("never stored");
  });
});
