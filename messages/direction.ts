const RIGHT_TO_LEFT = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/** Where lines begin in this locale's script: the `dir` of a document. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(new Intl.Locale(locale).maximize().script ?? "") ? "rtl" : "ltr";
}
