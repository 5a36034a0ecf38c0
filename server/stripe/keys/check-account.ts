import "server-only";
import type { ProbeVerdict } from "@/domain/stripe-keys/key-report";
import { accountFault } from "@/domain/stripe-keys/stripe-account";
import { ConfigurationError, env } from "../../platform/env";
import { log } from "../../platform/log";
import { ALL_ON } from "./features";
import { heldKeys, ROLES, unneededBy } from "./manifest";
import { KeyRefusedError, PROBES, sendProbe } from "./probes";

// A start waits no longer for this: Stripe being away must not keep a shop closed.
const TIMEOUT_MS = 3_000;
const PAUSE_MS = 250;

const WHY_NOT: Record<ProbeVerdict, string> = {
  granted: "it may do what no role needs",
  missing: "Stripe's refusal names no account",
  unverified: "Stripe did not answer",
};

/**
 * Stops the start of a process whose keys are of another Stripe account than `STRIPE_ACCOUNT`; asks nobody where that is
 * not set. Each key asks for what no role may: Stripe's refusal names the key's account. Whatever else is answered, or
 * nothing within three seconds, is a line in the log and no reason not to start.
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
  if (fault) throw new ConfigurationError([`${fault.sentence} Fix: ${fault.fix}`]);
  const open = found.filter(({ account }) => account === null);
  if (open.length === 0) return;
  const whyNot = Object.fromEntries(open.map(({ variables, whyNot }) => [variables.join(), whyNot]));
  log.warn({ whyNot }, "whether these keys are of STRIPE_ACCOUNT could not be found out");
}

/** @returns asks one key for its account; all within the same three seconds */
function openLine(sandboxUrl: string | undefined) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const refused = unneededBy(ROLES, ALL_ON).find((permission) => PROBES[permission].method === "GET");
  if (!refused) throw new Error("every reading is needed by some role: no refusal can tell the account");
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
