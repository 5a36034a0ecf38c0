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
import { type Findings, writeReport } from "./write-key-report";

// Stripe's advice is to stay far below its limit of 25 a second: shoppers pay meanwhile.
const AT_A_TIME = 4;
// So many in a row without an answer: Stripe is away, and asking the rest would take minutes.
const PATIENCE = 8;

export type Examination = {
  /** Roles without a key are left out. */
  keys: { role: KeyRole; key: string; variable?: string }[];
  switches: Switches;
  /** What `STRIPE_ACCOUNT` holds: the account that the keys must be of. */
  account?: string | undefined;
  sandboxUrl?: string | undefined;
  onProgress?: (done: number, of: number) => void;
  pauseMs?: number;
};

type Patient = { roles: KeyRole[]; variables: string[]; key: string; findings: Findings };
type Task = { patient: Patient; permission: ProbedPermission };

/**
 * Tries every permission, needed or not, with every key, and changes nothing at Stripe by it.
 * Never throws for what Stripe answers; no answer is "unverified".
 */
export async function examineKeys(examination: Examination): Promise<KeysReport> {
  const { switches, account, sandboxUrl } = examination;
  const patients = groupByKey(examination);
  await probeAll(
    patients.flatMap((patient) => tasksFor(patient, switches)),
    examination,
  );
  const keys = patients.map((patient): KeyReport => writeReport(patient, switches));
  const isSandbox = sandboxUrl !== undefined;
  const fault = accountFault(keys, account);
  return { checkedAt: new Date().toISOString(), isSandbox, verdict: keysVerdict(keys, fault), fault, keys };
}

/** One key may stand for several roles: it is examined once, against all that they need. */
function groupByKey({ keys }: Examination): Patient[] {
  const patients = new Map<string, Patient>();
  for (const { role, key, variable } of keys) {
    const patient = patients.get(key) ?? { roles: [], variables: [], key, findings: emptyFindings(key) };
    patient.roles.push(role);
    patient.variables.push(variable ?? keyVariable(role));
    patients.set(key, patient);
  }
  return [...patients.values()];
}

function emptyFindings(key: string): Findings {
  const textFault = keyTextFault(key);
  const { kind } = describeKey(key);
  const isUsable = textFault === null && kind === "restricted";
  const what = textFault ? `What was given ${textFault}` : `This is ${nameOfKind(kind)}`;
  return { verdicts: new Map(), unusable: isUsable ? null : what, refused: null, account: null };
}

/** Needed permissions first; then all that the needed ones do not bring along. */
function tasksFor(patient: Patient, switches: Switches): Task[] {
  if (patient.findings.unusable) return [];
  const needed = requirementsOfAll(patient.roles, switches).map(({ permission }) => permission);
  const permissions = [...needed, ...unneededBy(patient.roles, switches)];
  return permissions.map((permission) => ({ patient, permission }));
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
  // Whoever had bad luck with a busy account gets a second round; where nobody answers there is none.
  const isOpen = ({ patient, permission }: Task) =>
    patient.findings.verdicts.get(permission) === "unverified";
  if (!stop.signal.aborted) await probe(tasks.filter(isOpen));
}

async function examine(
  { patient, permission }: Task,
  send: (probe: (typeof PROBES)[ProbedPermission], key: string) => Promise<ProbeAnswer>,
): Promise<ProbeVerdict | null> {
  const { findings, key } = patient;
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
