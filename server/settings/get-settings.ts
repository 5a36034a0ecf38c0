import "server-only";
import {
  changedFields,
  currentForm,
  readSettings,
  type Settings,
  type Subject,
} from "@/domain/settings/subjects";
import type { SettingsView } from "@/domain/settings/views";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";
import { isGiven, type VariableName } from "../platform/env";
import { defaultSettings } from "../platform/settings/settings";

const MAX_VERSIONS = 20;

/** The variables that say the same, until it is saved. */
const VARIABLES: { [S in Subject]: Partial<Record<keyof Settings[S], VariableName | VariableName[]>> } = {
  shop: { name: "SHOP_NAME", timeZone: "SHOP_TIME_ZONE", locale: "SHOP_LOCALE" },
  seller: {},
  emails: { senderName: "MAIL_FROM" },
  shipping: { zones: ["SHIPPING_RATES", "SHOP_COUNTRIES"], withdrawalDays: "WITHDRAWAL_DAYS" },
  stock: {},
  tax: {},
  documents: {},
};

/**
 * A subject as its page shows it, from the database: what holds, where each field comes from, and its newest changes.
 * @throws NotSignedInError, NotAllowedError
 */
export async function getSettings<S extends Subject>(subject: S): Promise<SettingsView<S>> {
  await requireAdmin("settings.write");
  const [row, versions] = await Promise.all([
    db().setting.findUnique({ where: { subject } }),
    db().settingVersion.findMany({
      where: { subject },
      orderBy: { version: "desc" },
      take: MAX_VERSIONS + 1,
    }),
  ]);
  const defaults = defaultSettings(subject);
  const stored = currentForm(subject, (row?.value ?? {}) as Record<string, unknown>, defaults);
  return {
    version: row?.version ?? 0,
    values: readSettings(subject, stored, defaults) ?? defaults,
    saved: Object.keys(stored) as (keyof Settings[S])[],
    environment: Object.entries<VariableName | VariableName[]>(VARIABLES[subject])
      .flatMap(([field, variables]) => [variables].flat().map((variable) => [field, variable] as const))
      .filter(([, variable]) => isGiven(variable))
      .map(([field, variable]) => ({
        field: field as keyof Settings[S],
        variable,
        isSaved: field in stored,
      })),
    history: versions.slice(0, MAX_VERSIONS).map((version, index) => ({
      version: version.version,
      changedAt: version.changedAt,
      changedBy: version.changedBy,
      restoredFrom: version.restoredFrom,
      fields: changedBetween(versions[index + 1]?.value, version.value),
    })),
  };
}

function changedBetween(before: unknown, after: unknown): string[] {
  const [one, other] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
  return changedFields(one ?? {}, {
    ...Object.fromEntries(Object.keys(one ?? {}).map((it) => [it, null])),
    ...other,
  });
}
