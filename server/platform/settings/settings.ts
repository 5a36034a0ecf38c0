import "server-only";
import { DOCUMENTS_DEFAULTS } from "@/domain/documents/settings";
import { LOW_AT } from "@/domain/settings/stock";
import { readSettings, type Settings, type Subject } from "@/domain/settings/subjects";
import { TAX_DEFAULTS } from "@/domain/settings/tax";
import { zoneOf } from "@/domain/shipping/one-zone";
import { env } from "../env";
import { log } from "../log";
import { type StoredSettings, storedSettings } from "./stored-settings";

const known = new WeakMap<StoredSettings, Settings[Subject]>();

/**
 * What the merchant set, as it is now. Each process keeps it in memory: server/settings/load-settings.ts reads it at the
 * start and after each change, before that is confirmed. What was never saved is as the environment has it.
 */
export function settings<S extends Subject>(subject: S): Settings[S] {
  const stored = storedSettings(subject);
  if (!stored) return defaultSettings(subject);
  const read = (known.get(stored) as Settings[S] | undefined) ?? parse(subject, stored);
  known.set(stored, read);
  return read;
}

function parse<S extends Subject>(subject: S, { value }: StoredSettings): Settings[S] {
  const read = readSettings(subject, value, defaultSettings(subject));
  if (read) return read;
  log.error({ subject }, "settings in the database are not of this version; those of the environment hold");
  return defaultSettings(subject);
}

/** What every document shows of the shop, also one that a build makes without any configuration: nothing of it then. */
export function shopLook(): Pick<Settings["shop"], "accent" | "favicon"> {
  return storedSettings("shop") ? settings("shop") : { accent: null, favicon: null };
}

/** What holds until something is saved. */
export function defaultSettings<S extends Subject>(subject: S): Settings[S] {
  return DEFAULTS[subject]();
}

const DEFAULTS: { [S in Subject]: () => Settings[S] } = {
  shop: () => {
    const { SHOP_NAME, SHOP_TIME_ZONE, SHOP_LOCALE } = env();
    return {
      ...{ name: SHOP_NAME, timeZone: SHOP_TIME_ZONE, locale: SHOP_LOCALE, units: "metric" },
      ...{ accent: null, logo: null, darkLogo: null, favicon: null },
      ...{ address: "", email: "", phone: "" },
    };
  },
  seller: () => ({
    ...{ legalName: "", address: "", country: "", email: "", phone: "" },
    ...{ register: "", registerNumber: "", vatId: "", registrations: "", responsiblePerson: "" },
  }),
  emails: () => ({ senderName: null, replyTo: "", footer: "", words: {}, off: [] }),
  shipping: () => {
    const { shippingRates, SHOP_COUNTRIES, WITHDRAWAL_DAYS } = env();
    return {
      zones: [zoneOf(shippingRates, SHOP_COUNTRIES)],
      ...{ cutOff: "14:00", workingDays: [1, 2, 3, 4, 5], holidays: [] },
      withdrawalDays: WITHDRAWAL_DAYS,
      asksNote: false,
    };
  },
  stock: () => ({ lowAt: LOW_AT }),
  tax: () => TAX_DEFAULTS,
  documents: () => DOCUMENTS_DEFAULTS,
};
