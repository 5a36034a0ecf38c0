import "server-only";
import { env } from "../env";
import { requireAdmin } from "../session";
import { CALLS } from "../stripe/calls";
import { describeKeyTrouble } from "../stripe/describe-key-trouble";
import { FEATURES } from "../stripe/features";
import { findClosedFunctions } from "../stripe/find-closed-functions";
import { dashboardRow, keyCreationLink, keyListLink } from "../stripe/manifest";
import { callsOf } from "../stripe/try-closed-functions";

/** Something that is switched off because of a key, as the desk shows it. */
export type KeyAlarm = {
  id: string;
  role: string;
  /** "POST /v1/refunds"; null: every call of the role. */
  operation: string | null;
  /** "Charges and Refunds: Write" */
  rows: string[];
  sentence: string;
  /** What the shop does without it. */
  without: string[];
  link: { href: string; words: string };
  since: Date;
};

/** Whatever the shop cannot do because of a key, oldest first. @throws when nobody may look */
export async function listAlarms(): Promise<KeyAlarm[]> {
  await requireAdmin("view");
  const mode = env().isLive ? "live" : "test";
  return (await findClosedFunctions()).map((closed) => {
    const { role, call, permissions, editLink, closedAt } = closed;
    return {
      id: `${role}:${call ?? ""}`,
      role,
      operation: call && CALLS[call].operation,
      rows: permissions.map(dashboardRow),
      sentence: describeKeyTrouble(closed),
      without: [...new Set(callsOf(closed).map((name) => FEATURES[CALLS[name].feature].without))],
      link: linkFor(editLink ?? (call === null ? keyListLink(mode) : null), keyCreationLink(role, mode)),
      since: closedAt,
    };
  });
}

const linkFor = (known: string | null, create: string): KeyAlarm["link"] =>
  known === null
    ? { href: create, words: "Make a key that may" }
    : { href: known, words: "Open the key at Stripe" };
