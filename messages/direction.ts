const RIGHT_TO_LEFT = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/** The language of the words, for the `lang` of a document: of any other than English there are none so far. */
export function languageOf(locale: string): string {
  return new Intl.Locale(locale).language === "en" ? locale : "en";
}

/** Where lines begin in this locale's script: the `dir` of a document. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(new Intl.Locale(locale).maximize().script ?? "") ? "rtl" : "ltr";
}
