import "server-only";
import type { ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { accountFault } from "@/domain/stripe-keys/stripe-account";
import { ConfigurationError, env } from "../../platform/env";
import { log } from "../../platform/log";
import { ALL_ON } from "./features";
import { heldKeys, ROLES, unneededBy } from "./manifest";
import { KeyRefusedError, PROBES, sendProbe } from "./probes";
import { describeAccountFault } from "./write-key-report";

// Startup waits no longer than this: the shop must start while Stripe does not answer.
const TIMEOUT_MS = 3_000;
const PAUSE_MS = 250;

const WHY_NOT: Record<ProbeVerdict, string> = {
  granted: "the key has permissions that no role needs",
  missing: "Stripe's refusal names no account",
  unverified: "Stripe did not answer",
};

/**
 * Stops a process whose keys belong to another Stripe account than `STRIPE_ACCOUNT`; does nothing when that is not set.
 * Each key requests something that no role may read: Stripe's refusal names the key's account. Any other answer, or
 * none within three seconds, is logged; startup continues.
 * @throws ConfigurationError
 */
export async function checkAccount(): Promise<void> {
  const { STRIPE_ACCOUNT, STRIPE_SANDBOX_URL } = env();
  if (STRIPE_ACCOUNT === undefined) return;
  const ask = openLine(STRIPE_SANDBOX_URL);
  const keys = Map.groupBy(heldKeys(env()), ({ key }) => key);
  const found = await Promise.all(
    [...keys].map(async ([key, held]) => ({
      variables: [...new Set(held.map(({ variable }) => variable))],
      ...(await ask(key)),
    })),
  );
  const fault = accountFault(found, STRIPE_ACCOUNT);
  if (fault) {
    const { sentence, fix } = describeAccountFault(fault);
    throw new ConfigurationError([`${sentence} Fix: ${fix}`]);
  }
  const open = found.filter(({ account }) => account === null);
  if (open.length === 0) return;
  const whyNot = Object.fromEntries(open.map(({ variables, whyNot }) => [variables.join(), whyNot]));
  log.warn({ whyNot }, "could not check whether these keys belong to STRIPE_ACCOUNT");
}

/** @returns a function that finds the account of one key; all keys share the three seconds */
function openLine(sandboxUrl: string | undefined) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const refused = unneededBy(ROLES, ALL_ON).find((permission) => PROBES[permission].method === "GET");
  if (!refused)
    throw new Error("every Read permission is needed by some role, so no refusal can name the account");
  return async (key: string): Promise<{ account: string | null; whyNot: string }> => {
    const line = { key, sandboxUrl, signal, pauseMs: PAUSE_MS, onRateLimit: () => undefined };
    try {
      const { verdict, account } = await sendProbe(PROBES[refused], line);
      return { account, whyNot: WHY_NOT[verdict] };
    } catch (error) {
      if (!(error instanceof KeyRefusedError)) throw error;
      return { account: null, whyNot: error.message };
    }
  };
}
