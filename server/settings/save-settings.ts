import "server-only";
import type { AuditFacts } from "@/domain/accounts/audit";
import type { Admin } from "@/domain/accounts/roles";
import {
  changedFields,
  readSettings,
  type Settings,
  SUBJECTS,
  type Subject,
  storedForm,
} from "@/domain/settings/subjects";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { ALL_PATHS, SETTINGS } from "../page-cache/announce-changes";
import { changeCatalog } from "../page-cache/change-catalog";
import { type Tx, transaction } from "../platform/db";
import { defaultSettings } from "../platform/settings/settings";
import { loadSettings } from "./load-settings";

/** `outdated`: another admin saved after the page was shown; nothing was changed. */
export type SaveAnswer = { kind: "saved" | "unchanged" } | { kind: "outdated"; by: string; at: Date };

/** What pages of the shop show: they are forgotten by every process before a save returns. */
const IS_ON_PAGES: Record<Subject, boolean> = {
  ...{ shop: true, seller: true, shipping: true, tax: true },
  ...{ emails: false, stock: false, documents: false },
};

const MAX_SHOWN = 200;

/**
 * Changes fields of a subject; the others stay as they are. When it returns, every process answers with it.
 * @param seen the version that the admin was shown; 0: nothing was saved yet
 * @throws NotSignedInError, NotAllowedError; ZodError for values that no form sends
 */
export async function saveSettings<S extends Subject>(
  subject: S,
  changes: Partial<Settings[S]>,
  seen: number,
): Promise<SaveAnswer> {
  const admin = await requireAdmin("settings.write");
  const partial = SUBJECTS[subject].partial().parse(changes);
  return write(subject, async (tx, announce) => {
    const current = await lockSettings(tx, subject);
    if (current.version !== seen) return { kind: "outdated", by: current.changedBy, at: current.changedAt };
    const changed = differing(subject, current.value, storedForm(partial));
    return replace(tx, announce, { subject, current, value: { ...current.value, ...changed }, admin });
  });
}

/**
 * Makes an earlier state the present one, as one more change: that can be undone too.
 * @param version 0: what the environment says
 * @returns unknown: there is no such version
 */
export async function restoreSettings(
  subject: Subject,
  version: number,
  seen: number,
): Promise<SaveAnswer | { kind: "unknown" }> {
  const admin = await requireAdmin("settings.write");
  return write<SaveAnswer | { kind: "unknown" }>(subject, async (tx, announce) => {
    const current = await lockSettings(tx, subject);
    if (current.version !== seen) return { kind: "outdated", by: current.changedBy, at: current.changedAt };
    const former =
      version === 0
        ? { value: {} }
        : await tx.settingVersion.findUnique({ where: { subject_version: { subject, version } } });
    if (!former) return { kind: "unknown" };
    const value = former.value as Record<string, unknown>;
    return replace(tx, announce, { subject, current, value, admin, restoredFrom: version });
  });
}

/** A field that is as before is not saved: until it is changed, it follows the environment. */
function differing(
  subject: Subject,
  stored: Record<string, unknown>,
  wanted: Record<string, unknown>,
): Record<string, unknown> {
  const defaults = defaultSettings(subject);
  const before = storedForm(readSettings(subject, stored, defaults) ?? defaults);
  const fields = changedFields(before, wanted);
  return Object.fromEntries(fields.map((field) => [field, wanted[field]]));
}

type Announce = (tx: Tx) => Promise<void>;

/** Never in a transaction: it waits until every process knows. */
async function write<Answer>(
  subject: Subject,
  run: (tx: Tx, announce: Announce) => Promise<Answer>,
): Promise<Answer> {
  const { result } = await changeCatalog(({ announce }) =>
    transaction((tx) => run(tx, (inner) => announce(inner, [IS_ON_PAGES[subject] ? ALL_PATHS : SETTINGS]))),
  );
  // This process may be a command, which nothing is announced to.
  await loadSettings();
  return result;
}

type Current = { version: number; value: Record<string, unknown>; changedBy: string; changedAt: Date };

/** By hand, for the lock: of two first saves one waits, and sees the other's. */
async function lockSettings(tx: Tx, subject: Subject): Promise<Current> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`settings:${subject}`}))`;
  const row = await tx.setting.findUnique({ where: { subject } });
  return row
    ? { ...row, value: row.value as Record<string, unknown> }
    : { version: 0, value: {}, changedBy: "", changedAt: new Date(0) };
}

type Replacement = {
  subject: Subject;
  current: Current;
  value: Record<string, unknown>;
  admin: Admin;
  restoredFrom?: number;
};

async function replace(
  tx: Tx,
  announce: Announce,
  { subject, current, value, admin, restoredFrom }: Replacement,
): Promise<SaveAnswer> {
  const fields = changedFields(current.value, { ...blankOf(current.value), ...value });
  if (fields.length === 0) return { kind: "unchanged" };
  const row = {
    version: current.version + 1,
    value: value as object,
    changedBy: admin.email,
    changedAt: new Date(),
  };
  // Not upsert: under concurrency Prisma's may throw. The lock above lets one in at a time.
  if (current.version === 0) await tx.setting.create({ data: { subject, ...row } });
  else await tx.setting.update({ where: { subject }, data: row });
  await tx.settingVersion.create({
    data: { subject, ...row, ...(restoredFrom === undefined ? {} : { restoredFrom }) },
  });
  await announce(tx);
  await audit(tx, {
    by: admin,
    action: restoredFrom === undefined ? "settings_changed" : "settings_restored",
    object: `settings:${subject}`,
    before: factsOf(current.value, fields),
    after: factsOf(value, fields),
  });
  return { kind: "saved" };
}

/** Fields that a restored state does not have are changes too. */
const blankOf = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(value).map((field) => [field, null]));

const factsOf = (value: Record<string, unknown>, fields: string[]): AuditFacts =>
  Object.fromEntries(
    fields.map((field) => {
      const it = value[field] ?? null;
      const isPlain = it === null || typeof it === "number" || typeof it === "boolean";
      return [field, isPlain ? it : (typeof it === "string" ? it : JSON.stringify(it)).slice(0, MAX_SHOWN)];
    }),
  );
