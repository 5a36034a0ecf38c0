import "server-only";
import type { Subject } from "@/domain/settings/subjects";

/** What the database has of a subject. `version` counts its changes. */
export type StoredSettings = { version: number; value: Readonly<Record<string, unknown>> };

// On globalThis, because Next.js loads instrumentation and routes as separate copies of this module.
const shared = globalThis as { latchkeySettings?: Partial<Record<Subject, StoredSettings>> };

/** Undefined: never changed, or not loaded: a build has no database. */
export const storedSettings = (subject: Subject): StoredSettings | undefined =>
  shared.latchkeySettings?.[subject];

/** From now on this process answers with these. Of two readings at once the older may come last: it changes nothing. */
export function keepStoredSettings(stored: Partial<Record<Subject, StoredSettings>>): void {
  const kept = { ...shared.latchkeySettings };
  for (const [subject, read] of Object.entries(stored) as [Subject, StoredSettings][])
    if (read.version > (kept[subject]?.version ?? 0)) kept[subject] = read;
  shared.latchkeySettings = kept;
}
