import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { describeKey } from "../../domain/stripe-keys/stripe-key.ts";
import { ConfigurationError, parseEnv } from "../../server/platform/env.ts";
import { heldKeys, type KeyRole, keyVariable } from "../../server/stripe/keys/manifest.ts";
import { findSandboxKeys, openSandboxAccount } from "../sandbox-account.ts";
import { readInstallation, readSandboxPlace, SANDBOX_PORT } from "../sandbox-place.ts";
import { SetupError } from "../setup-error.ts";
import { wantsSandbox } from "../shop-environment.ts";

export type FoundKeys = {
  keys: { role: KeyRole; key: string; variable: string }[];
  sandboxUrl: string | undefined;
  /** The account that the keys must belong to, where it is configured. */
  account: string | undefined;
};

/** No key is configured and no sandbox runs, so there is no key to check. */
export class NoSandboxError extends Error {}

/**
 * The keys of this installation: those of the configuration, else those that the running sandbox holds for it.
 * @throws SetupError when the configuration is wrong; NoSandboxError
 */
export async function findKeys(): Promise<FoundKeys> {
  const variables = await findVariables();
  const parsed = parseKeys(variables);
  return {
    keys: heldKeys(parsed),
    sandboxUrl: parsed.STRIPE_SANDBOX_URL,
    account: parsed.STRIPE_ACCOUNT,
  };
}

/** The variables of this installation, with the keys that the running sandbox holds where none is configured. */
export async function findVariables(): Promise<Record<string, string | undefined>> {
  return wantsSandbox() ? sandboxVariables() : process.env;
}

async function sandboxVariables(): Promise<Record<string, string | undefined>> {
  const url = await requireSandbox();
  const known = await findSandboxKeys(url);
  const shop = `http://127.0.0.1:${process.env.PORT ?? 3000}/webhooks/stripe`;
  const account = known ?? (await openSandboxAccount(url, shop));
  // STRIPE_ACCOUNT of a shop that still uses the sandbox: the sandbox's keys belong to another account.
  const { STRIPE_ACCOUNT: _, ...variables } = process.env;
  return { ...variables, STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox", ...account, STRIPE_SANDBOX_URL: url };
}

async function requireSandbox(): Promise<string> {
  const kept = readSandboxPlace();
  const url = kept?.url ?? `http://127.0.0.1:${process.env.SANDBOX_PORT || SANDBOX_PORT}`;
  const installation = await readInstallation(url);
  if (installation === null) {
    throw new NoSandboxError(
      `Unverified: no Stripe key is configured, and no sandbox answers at ${url}.\nFix: npm start (or npm run sandbox) in another terminal, or put your keys into .env.local: npm run keys -- --list`,
    );
  }
  if (kept && kept.installation !== installation) {
    throw new NoSandboxError(
      `Unverified: the sandbox that answers at ${url} belongs to another shop.\nFix: npm start in another terminal: it gives this shop a sandbox of its own`,
    );
  }
  return url;
}

/** Only the keys matter here; the other required variables get placeholders. */
function parseKeys(variables: Record<string, string | undefined>) {
  try {
    return parseEnv({
      ...variables,
      DATABASE_URL: "postgresql://nobody@localhost/none",
      APP_SECRET: "not-used-by-this-command-at-all-0",
    });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new SetupError(error.message, "correct them in .env.local or the environment.");
  }
}

/** A key that is not in the configuration yet, from the environment, a pipe or the keyboard; never echoed. */
export async function takeCandidate(roles: KeyRole[], name: string): Promise<FoundKeys> {
  const key = process.env.STRIPE_CANDIDATE_KEY ?? (await readKey(name));
  // A live key is never sent to a sandbox, whatever the configuration says.
  const isLive = describeKey(key).mode === "live";
  const sandboxUrl = isLive ? undefined : (process.env.STRIPE_SANDBOX_URL ?? (await ownSandbox(key)));
  const current =
    process.env[roles.length > 1 ? "STRIPE_RESTRICTED_KEY" : keyVariable(roles[0] ?? "checkout")];
  const [mode, currentMode] = [describeKey(key).mode, current && describeKey(current).mode];
  if (mode && currentMode && mode !== currentMode) {
    throw new SetupError(
      `The candidate is a ${mode} key, and the key it would replace is a ${currentMode} key.`,
      `create it in ${currentMode} mode: npm run keys -- --list${currentMode === "live" ? " --live" : ""}`,
    );
  }
  return {
    keys: roles.map((role) => ({ role, key, variable: "the candidate" })),
    sandboxUrl,
    account: wantsSandbox() ? undefined : process.env.STRIPE_ACCOUNT || undefined,
  };
}

/** Without a configured key, a test key is for the sandbox if one runs and knows the key. */
async function ownSandbox(key: string): Promise<string | undefined> {
  if (!wantsSandbox() || describeKey(key).mode !== "test") return undefined;
  return requireSandbox().catch(() => undefined);
}

async function readKey(name: string): Promise<string> {
  if (!process.stdin.isTTY) {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks)
      .toString("utf8")
      .replace(/\r?\n$/, "");
  }
  process.stderr.write(`Paste the new ${name} key and press Enter (it is not shown): `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silent, terminal: true });
  const key = await line.question("");
  line.close();
  process.stderr.write("\n");
  return key;
}
