const LOCALES = [
  ...[
    "en-IE",
    "en-GB",
    "en-US",
    "en-AU",
    "en-CA",
    "en-NZ",
    "de-DE",
    "de-AT",
    "de-CH",
    "fr-FR",
    "fr-BE",
    "fr-CH",
  ],
  ...[
    "nl-NL",
    "nl-BE",
    "es-ES",
    "it-IT",
    "pt-PT",
    "da-DK",
    "sv-SE",
    "nb-NO",
    "fi-FI",
    "pl-PL",
    "cs-CZ",
    "el-GR",
  ],
];
const SAMPLE = 1_234_567.89;
const DAY = new Date("2026-11-30T12:00:00Z");

/** Each with how it writes a number and a day; the present one is among them, whatever it is. */
export function localeChoices(present: string): { locale: string; name: string }[] {
  return [...new Set([present, ...LOCALES])].map((locale) => ({
    locale,
    name: `${locale} · ${new Intl.NumberFormat(locale).format(SAMPLE)} · ${new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(DAY)}`,
  }));
}

export const timeZoneChoices = (present: string): string[] =>
  [...new Set([present, "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();
