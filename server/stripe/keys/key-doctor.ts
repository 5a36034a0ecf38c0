import "server-only";
import {
  type KeyReport,
  type KeysReport,
  keysVerdict,
  type ProbeVerdict,
} from "@/domain/stripe-keys/key-report";
import { accountFault } from "@/domain/stripe-keys/stripe-account";
import { describeKey, keyTextFault, nameOfKind } from "@/domain/stripe-keys/stripe-key";
import type { Switches } from "./features";
import { type KeyRole, keyVariable, requirementsOfAll, unneededBy } from "./manifest";
import { KeyRefusedError, PROBES, type ProbeAnswer, type ProbedPermission, sendProbe } from "./probes";
import { describeAccountFault, type Findings, writeReport } from "./write-key-report";

// Stripe advises to stay far below its limit of 25 a second, and shoppers pay at the same time.
const AT_A_TIME = 4;
// After this many probes in a row without an answer the rest is not tried: it would take minutes.
const PATIENCE = 8;

export type Examination = {
  /** Roles without a key are left out. */
  keys: { role: KeyRole; key: string; variable?: string }[];
  switches: Switches;
  /** `STRIPE_ACCOUNT`: the account that the keys must belong to. */
  account?: string | undefined;
  sandboxUrl?: string | undefined;
  onProgress?: (done: number, of: number) => void;
  pauseMs?: number;
  /** Of the sentences in the report; English when left out. */
  locale?: string;
};

type ExaminedKey = { roles: KeyRole[]; variables: string[]; key: string; findings: Findings };
type Task = { examined: ExaminedKey; permission: ProbedPermission };

/**
 * Probes every permission, needed or not, with every key; changes nothing at Stripe.
 * Never throws for an answer of Stripe's; no answer is "unverified".
 */
export async function examineKeys(examination: Examination): Promise<KeysReport> {
  const { switches, account, sandboxUrl, locale = "en-GB" } = examination;
  const examinedKeys = groupByKey(examination);
  await probeAll(
    examinedKeys.flatMap((examined) => tasksFor(examined, switches)),
    examination,
  );
  const keys = examinedKeys.map((examined): KeyReport => writeReport(examined, switches, locale));
  const isSandbox = sandboxUrl !== undefined;
  const wrongAccount = accountFault(keys, account);
  const fault = wrongAccount && describeAccountFault(wrongAccount, locale);
  return { checkedAt: new Date().toISOString(), isSandbox, verdict: keysVerdict(keys, fault), fault, keys };
}

/** One key may serve several roles: it is examined once, against the needs of all of them. */
function groupByKey({ keys }: Examination): ExaminedKey[] {
  const examinedKeys = new Map<string, ExaminedKey>();
  for (const { role, key, variable } of keys) {
    const examined = examinedKeys.get(key) ?? { roles: [], variables: [], key, findings: emptyFindings(key) };
    examined.roles.push(role);
    examined.variables.push(variable ?? keyVariable(role));
    examinedKeys.set(key, examined);
  }
  return [...examinedKeys.values()];
}

function emptyFindings(key: string): Findings {
  const textFault = keyTextFault(key);
  const { kind } = describeKey(key);
  const isUsable = textFault === null && kind === "restricted";
  const what = textFault ? `The value ${textFault}` : `This is ${nameOfKind(kind)}`;
  return { verdicts: new Map(), unusable: isUsable ? null : what, refused: null, account: null };
}

/** Needed permissions first, then all those that the needed ones do not include. */
function tasksFor(examined: ExaminedKey, switches: Switches): Task[] {
  if (examined.findings.unusable) return [];
  const needed = requirementsOfAll(examined.roles, switches).map(({ permission }) => permission);
  const permissions = [...needed, ...unneededBy(examined.roles, switches)];
  return permissions.map((permission) => ({ examined, permission }));
}

async function probeAll(tasks: Task[], examination: Examination): Promise<void> {
  const { sandboxUrl, pauseMs = 250, onProgress } = examination;
  const stop = new AbortController();
  let width = AT_A_TIME;
  let asked = 0;
  let inARow = 0;
  const line = {
    sandboxUrl,
    pauseMs,
    signal: stop.signal,
    onRateLimit: () => {
      width = 1;
    },
  };
  const probe = async (queue: Task[]) => {
    let running = 0;
    const work = async () => {
      running += 1;
      for (let task = queue.shift(); task; task = queue.shift()) {
        const verdict = await examine(task, (each, key) => sendProbe(each, { ...line, key }));
        inARow = verdict === "unverified" ? inARow + 1 : 0;
        if (inARow >= PATIENCE) stop.abort();
        asked += 1;
        onProgress?.(Math.min(asked, tasks.length), tasks.length);
        if (running > width) break;
      }
      running -= 1;
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  };
  await probe([...tasks]);
  // Probes that a busy account did not answer get a second round, unless nothing answers at all.
  const isOpen = ({ examined, permission }: Task) =>
    examined.findings.verdicts.get(permission) === "unverified";
  if (!stop.signal.aborted) await probe(tasks.filter(isOpen));
}

async function examine(
  { examined, permission }: Task,
  send: (probe: (typeof PROBES)[ProbedPermission], key: string) => Promise<ProbeAnswer>,
): Promise<ProbeVerdict | null> {
  const { findings, key } = examined;
  if (findings.refused) return null;
  try {
    const { verdict, account } = await send(PROBES[permission], key);
    findings.account ??= account;
    findings.verdicts.set(permission, verdict);
    return verdict;
  } catch (error) {
    if (!(error instanceof KeyRefusedError)) throw error;
    findings.refused = error.reason;
    return null;
  }
}
