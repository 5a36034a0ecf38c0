// The part of npm run setup:stripe that takes keys: kind, mode, permissions, before anything is written.
import type { KeyReport, PermissionRow } from "../domain/stripe-keys/key-report.ts";
import { describeKey, type KeyKind, keyTextFault, nameOfKind } from "../domain/stripe-keys/stripe-key.ts";
import type { KeyRole as ShopRole } from "../domain/surface.ts";
import { describeFeature, readSwitches, type Switches } from "../server/stripe/keys/features.ts";
import { examineKeys } from "../server/stripe/keys/key-doctor.ts";
import {
  KEY_ROLES,
  type KeyRole,
  keyCreationLink,
  keyListLink,
  keyVariable,
  permissionsOf,
  requirementsOf,
} from "../server/stripe/keys/manifest.ts";
import { brings, dashboardRow } from "../server/stripe/keys/permission.ts";
import type { ProbedPermission } from "../server/stripe/keys/probes.ts";
import type { Ask } from "./ask.ts";
import { showProgress } from "./keys/print-report.ts";
import { SetupError } from "./setup-error.ts";

const TRIES = 5;

export type Mode = "test" | "live";

export type KeyInput = {
  /** Null: no questions, the environment has everything. */
  ask: Ask | null;
  apiBase: string | undefined;
  /** What is wanted; null until the first key has said it. */
  mode: Mode | null;
  /** The Stripe account of the first key that told it; null until then. */
  account: string | null;
  /** What is known already, by variable. */
  given: Record<string, string | undefined>;
  /** Keys that were taken, by variable. */
  taken: Map<string, string>;
};

/** What is wrong with a pasted text, in one sentence about what it is and what belongs there; null when nothing is. */
export function pasteFault(text: string, wanted: KeyKind, mode: Mode | null): string | null {
  const fault = keyTextFault(text);
  if (fault) return `what was pasted ${fault}; ${nameOfKind(wanted)} belongs there`;
  const { kind, mode: pasted, shown } = describeKey(text);
  if (kind !== wanted)
    return `what was pasted is ${nameOfKind(kind)} (${shown}); ${nameOfKind(wanted)} belongs there`;
  if (kind !== "webhook_secret" && mode !== null && pasted !== mode)
    return `what was pasted is a ${pasted} key (${shown}), and the others are ${mode} keys; a ${mode} key belongs there`;
  return null;
}

/** Asks for one role's key until it has exactly what the role needs. @returns the key */
export async function takeRoleKey(role: ShopRole, input: KeyInput): Promise<string> {
  const variable = keyVariable(role);
  showRole(role, input);
  return take(variable, "restricted", input, (key) => roleFault(role, key, input));
}

export async function takePublishableKey(input: KeyInput): Promise<string> {
  console.log("\nSTRIPE_PUBLISHABLE_KEY  (shown to every browser; it is no secret)");
  console.log(`  Copy the pk_${input.mode ?? "test"}_… key: ${keyListLink(input.mode ?? "test")}`);
  return take("STRIPE_PUBLISHABLE_KEY", "publishable", input, async () => null);
}

/** The key for the webhook endpoint: used now, stored nowhere. @returns null when there is none */
export async function takeSetupKey(input: KeyInput): Promise<string | null> {
  if (input.ask) showRole("setup", input);
  const given = input.given.STRIPE_SETUP_KEY;
  if (!given && !input.ask) return null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const key =
      (tries === 0 && given) ||
      (await input.ask?.line("  Paste it (it is not stored; Enter continues without it): ", {
        isSecret: true,
      }));
    if (!key) return null;
    const fault = pasteFault(key, "restricted", input.mode) ?? (await roleFault("setup", key, input));
    if (fault === null) return key;
    refuse("STRIPE_SETUP_KEY", fault, input, "The other keys are stored.");
  }
  return null;
}

async function take(
  variable: string,
  kind: KeyKind,
  input: KeyInput,
  check: (key: string) => Promise<string | null>,
): Promise<string> {
  const known = input.given[variable];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const key = await readKey(variable, known, input);
    const fault =
      pasteFault(key, kind, input.mode) ?? sharedFault(variable, key, input) ?? (await check(key));
    if (fault === null) {
      input.taken.set(variable, key);
      const { mode, shown } = describeKey(key);
      console.log(
        `  ${shown} is accepted.${input.mode ? "" : ` It is a ${mode} key, so the others must be ${mode} keys too.`}`,
      );
      input.mode ??= mode;
      return key;
    }
    refuse(variable, fault, input);
  }
  throw new SetupError(
    `${variable}: no suitable key after ${TRIES} tries. Nothing was written.`,
    "Start again when you have it.",
  );
}

async function readKey(variable: string, known: string | undefined, { ask }: KeyInput): Promise<string> {
  if (!ask) {
    if (known !== undefined) return known;
    throw new SetupError(
      `${variable} is not set. Nothing was written.`,
      `Set it in the environment, or leave out --yes to be asked for it.`,
    );
  }
  const keep = known ? ` (Enter keeps ${describeKey(known).shown})` : "";
  return (await ask.line(`  Paste it${keep}: `, { isSecret: true })) || (known ?? "");
}

/** On a terminal a wrong key is asked for again; unattended it ends the command. */
function refuse(
  variable: string,
  fault: string,
  { ask, mode }: KeyInput,
  outcome = "Nothing was written.",
): void {
  const sentence = `${variable}: ${fault}.`;
  if (!ask) throw new SetupError(`${sentence} ${outcome}`, `Correct it: ${keyListLink(mode ?? "test")}`);
  console.log(`  ${sentence}`);
}

function sharedFault(variable: string, key: string, { taken }: KeyInput): string | null {
  const other = [...taken].find(([name, value]) => name !== variable && value === key)?.[0];
  return other ? `what was pasted is the key of ${other}; each role gets a key of its own` : null;
}

/** What the doctor says of a key in the place of one role, in a sentence; null when it has exactly what is needed. */
async function roleFault(role: KeyRole, key: string, input: KeyInput): Promise<string | null> {
  const { apiBase, given } = input;
  const switches = switchesOf(given);
  const onProgress = showProgress();
  const { keys } = await examineKeys({ keys: [{ role, key }], switches, sandboxUrl: apiBase, onProgress });
  const [report] = keys;
  if (!report) return null;
  const { fault, needed, excess, unverifiedExcess, shown } = report;
  if (fault) return `${fault.sentence.replace(/\.$/, "")} (${shown})`;
  if (report.account && input.account && report.account !== input.account)
    return `what was pasted is a key of ${report.account} (${shown}), and the others are of ${input.account}; a key of that account belongs there`;
  const having = (wanted: string) => needed.filter(({ verdict }) => verdict === wanted);
  const missing = having("missing");
  const other = missing.length > 0 ? roleThatFits(report, role, switches) : undefined;
  if (other) return `what was pasted is the ${other} key (${shown}); the ${role} key belongs there`;
  if (missing.length > 0)
    return `the key ${shown} lacks ${rowsOf(missing)}. Edit it at ${missing[0]?.link}, then paste it again`;
  const open = [...having("unverified"), ...unverifiedExcess];
  if (open.length > 0)
    return `Stripe did not answer, so it is not known whether ${shown} has ${rowsOf(open)}. Try again`;
  if (excess.length > 0)
    return `the key ${shown} has permissions that its role does not need: ${rowsOf(excess)}. Set every row that is not listed above to None at ${excess[0]?.link}, then paste it again`;
  input.account ??= report.account;
  return null;
}

// So many rows fit a sentence; more of them mean that the whole key is a wrong one.
const ROWS_SHOWN = 4;

function rowsOf(rows: PermissionRow[]): string {
  const names = rows.slice(0, ROWS_SHOWN).map(({ row }) => row);
  return rows.length > ROWS_SHOWN
    ? `${names.join(", ")} and ${rows.length - ROWS_SHOWN} more`
    : names.join(", ");
}

/** Another role that the key fits: it was pasted in the wrong place. What comes along with a needed row was not tried. */
function roleThatFits({ needed, excess }: KeyReport, role: KeyRole, switches: Switches): KeyRole | undefined {
  const granted = [...needed.filter(({ verdict }) => verdict === "granted"), ...excess];
  const has = (slug: ProbedPermission) => granted.some(({ permission }) => permission === slug);
  const wasTried = (slug: ProbedPermission) =>
    has(slug) || !permissionsOf(role, switches).some((own) => brings(own, slug));
  return KEY_ROLES.find((other) => {
    const tried = permissionsOf(other, switches).filter(wasTried);
    return other !== role && tried.length > 0 && tried.every(has);
  });
}

/** This command makes the webhook: without it the shop asks Stripe, which takes another permission. */
const switchesOf = (given: KeyInput["given"]) => ({ ...readSwitches(given), webhooks: true });

/** The rows of the form, then the link that ticks them: Stripe does not document the link. */
function showRole(role: KeyRole, { mode, given }: KeyInput): void {
  const switches = switchesOf(given);
  console.log(`\n${keyVariable(role)}${role === "setup" ? "  (for this command only; never stored)" : ""}`);
  for (const { permission, calls } of requirementsOf(role, switches)) {
    const features = [...new Set(calls.map(({ feature }) => describeFeature(feature).words))];
    console.log(`  ${dashboardRow(permission).padEnd(28)} ${features.join("; ")}`);
  }
  console.log("  Everything else: None");
  for (const each of mode ? [mode] : (["test", "live"] as const))
    console.log(`  Create it (${each}): ${keyCreationLink(role, each, switches)}`);
}
