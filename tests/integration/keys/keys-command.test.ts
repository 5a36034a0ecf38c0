import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissionsOf, ROLES } from "../../../server/stripe/keys/manifest.ts";
import { TSX } from "../../support/tsx.ts";
import { type Account, openAccount } from "./keys-sandbox.ts";

let account: Account;
// A folder of its own: a developer's .env.local must not reach the test.
const folder = mkdtempSync(join(tmpdir(), "latchkey-keys-"));
beforeAll(async () => {
  account = await openAccount();
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

type Run = { code: number | null; printed: string; out: string };

async function keys(args: string[], variables: Record<string, string> = {}, input = ""): Promise<Run> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(STRIPE_|APP_|REFUNDS|DISPUTES|SURFACE|WORKER)/.test(name),
    ),
  );
  const child = spawn(process.execPath, [...TSX, resolve("scripts/keys.ts"), ...args], {
    cwd: folder,
    env: { ...inherited, SANDBOX_PORT: String(account.port), ...variables } as unknown as NodeJS.ProcessEnv,
  });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { code, out, printed: out + errors };
}

async function variablesFor(more: Partial<Record<string, readonly string[]>> = {}) {
  const entries = await Promise.all(
    ROLES.map(async (role) => [
      `STRIPE_${role.toUpperCase()}_KEY`,
      await account.mint(`own ${role}`, more[role] ?? permissionsOf(role)),
    ]),
  );
  return {
    ...(Object.fromEntries(entries) as Record<string, string>),
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_SANDBOX_URL: account.url,
  };
}

function expectNoSecret({ printed }: Run, variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (/_KEY$/.test(name) && value.startsWith("rk_")) expect(printed).not.toContain(value.slice(8, -4));
  }
  expect(printed).not.toMatch(/required permissions|mk_[A-Za-z0-9]/);
  // No colour in a pipe.
  expect(printed).not.toContain("\u001b");
}

describe("npm run keys", () => {
  it("finds the shop's keys in a running sandbox, as they are: exit 0, and 1 after one was changed", async () => {
    const first = await keys([]);
    expect(first.printed).toContain("Every key has exactly what it needs.");
    expect(first.code).toBe(0);
    await account.mint("shop checkout", [...permissionsOf("checkout"), "payout_write"]);
    const second = await keys([]);
    expect(second.printed).toMatch(/excess +Payouts: Write/);
    expect(second.printed).toContain("set Payouts to None at https://dashboard.stripe.com/test/apikeys");
    expect(second.code).toBe(1);
    expectNoSecret(second, {});
  });

  it("A11: keys of two accounts, or of another than STRIPE_ACCOUNT: exit 1, in words and for machines", async () => {
    const variables: Record<string, string> = await variablesFor();
    const fine = await keys([], { ...variables, STRIPE_ACCOUNT: "acct_1LatchkeySandbox0" });
    expect(fine.code).toBe(0);
    expect(fine.printed).toContain("test mode, acct_1LatchkeySandbox0");
    const moved = await keys([], { ...variables, STRIPE_ACCOUNT: "acct_2" });
    expect(moved.code).toBe(1);
    expect(moved.printed).toContain(
      "STRIPE_ACCOUNT is acct_2, and not every key is of that Stripe account: STRIPE_CHECKOUT_KEY, STRIPE_RECONCILER_KEY and STRIPE_BACKOFFICE_KEY of acct_1LatchkeySandbox0.",
    );
    expect(moved.printed).toContain("Fix: put a key of acct_2 there;");
    variables.STRIPE_BACKOFFICE_KEY = await account.mint("abroad", permissionsOf("backoffice"), "acct_2");
    const mixed = await keys(["--json"], variables);
    expect(mixed.code).toBe(1);
    expect(JSON.parse(mixed.out)).toMatchObject({
      verdict: "wrong",
      fault: { sentence: expect.stringContaining("different Stripe accounts") },
      keys: [{}, {}, { account: "acct_2" }],
    });
    expectNoSecret(mixed, variables);
    const given = { STRIPE_CANDIDATE_KEY: variables.STRIPE_BACKOFFICE_KEY };
    const candidate = await keys(["--candidate", "backoffice"], {
      ...variables,
      ...given,
      STRIPE_ACCOUNT: "acct_1LatchkeySandbox0",
    });
    expect(candidate.printed).toContain("the candidate of acct_2");
    expect(candidate.printed).toContain("Keep the old key");
    expect(candidate.code).toBe(1);
  });

  it("where the sandbox stands in, the account of the keys that are not there yet does not matter", async () => {
    await account.mint("shop checkout", permissionsOf("checkout"));
    expect((await keys([], { STRIPE_ACCOUNT: "acct_2" })).code).toBe(0);
  });

  it("a missing permission: exit 1, with row, feature and link; nothing secret is printed", async () => {
    const variables = await variablesFor({ backoffice: ["charge_read"] });
    const run = await keys([], variables);
    expect(run.code).toBe(1);
    expect(run.printed).toMatch(/missing +Charges and Refunds: Write +refunds from the admin/);
    expect(run.printed).toContain("permissions%5B%5D=rak_charge_write");
    expect(run.printed).toContain("the admin cannot make refunds");
    expectNoSecret(run, variables);
  });

  it("tells machines the same", async () => {
    const variables = await variablesFor();
    const run = await keys(["--json"], variables);
    expect(run.code).toBe(0);
    const report = JSON.parse(run.out);
    expect(report).toMatchObject({ verdict: "exact", isSandbox: true });
    expect(report.keys).toHaveLength(3);
    expectNoSecret(run, variables);
  });

  it("what is switched off needs nothing, and having it is too much", async () => {
    const run = await keys([], { ...(await variablesFor()), REFUNDS: "off", DISPUTES: "off" });
    expect(run.code).toBe(1);
    expect(run.printed).toMatch(/excess +Charges and Refunds: Write/);
    expect(run.printed).toMatch(/excess +Disputes: Read/);
  });

  it("the sandbox is down: exit 2, in words and for machines", async () => {
    const run = await keys([], { SANDBOX_PORT: "9" });
    expect(run).toMatchObject({ code: 2, printed: expect.stringContaining("npm start") });
    const forMachines = await keys(["--json"], { SANDBOX_PORT: "9" });
    expect(JSON.parse(forMachines.out)).toMatchObject({ verdict: "unverified" });
    const configured = await keys([], {
      ...(await variablesFor()),
      STRIPE_SANDBOX_URL: "http://127.0.0.1:9",
    });
    expect(configured.code).toBe(2);
    expect(configured.printed).toContain("unverified");
  });

  it("tries a candidate from the environment or a pipe before it replaces the old key", async () => {
    const sandbox = { STRIPE_SANDBOX_URL: account.url };
    const good = await account.mint("candidate", permissionsOf("checkout"));
    const piped = await keys(["--candidate", "checkout"], sandbox, `${good}\n`);
    expect(piped.printed).toContain("may replace the old key");
    expect(piped.code).toBe(0);
    expectNoSecret(piped, { ONE_KEY: good });
    const bad = await account.mint("candidate two", ["charge_write"]);
    const given = await keys(["--candidate", "checkout"], { ...sandbox, STRIPE_CANDIDATE_KEY: bad });
    expect(given.printed).toContain("Keep the old key");
    expect(given.code).toBe(1);
    const pasted = await keys(["--candidate", "checkout"], sandbox, "hunter2 is my password");
    expect(pasted.code).toBe(1);
    expect(pasted.printed).not.toContain("hunter2");
  });

  it("never repeats a key that was pasted as an option or a role", async () => {
    for (const args of [["--hunter2"], ["hunter2"], ["--candidate", "hunter2"]]) {
      const run = await keys(args);
      expect(run.code).toBe(1);
      expect(run.printed).toContain("Fix: ");
      expect(run.printed).not.toContain("hunter2");
    }
  });

  it("lists what each key needs without a request", async () => {
    const run = await keys(["--list", "--live"], { SANDBOX_PORT: "9" });
    expect(run.code).toBe(0);
    expect(run.printed).toContain("https://dashboard.stripe.com/apikeys/create?name=Latchkey+backoffice");
  });
});
