/** One text for each plural category of a language, with `#` where the number stands. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

// Beyond a hundred every language begins again.
const SAMPLES = Array.from({ length: 200 }, (_, number) => number);

/**
 * A message about a number that only the browser knows: its forms go there instead of the library.
 * @param format the message for one number, with `#` in its place
 */
export function pluralForms(locale: string, format: (sample: number) => string): PluralForms {
  const rules = new Intl.PluralRules(locale);
  const samples = Map.groupBy(SAMPLES, (number) => rules.select(number));
  const forms = [...samples].map(([category, [sample = 0]]) => [category, format(sample)]);
  return { other: format(0), ...Object.fromEntries(forms) };
}

/** The text for a number, in the browser. */
export function pluralText(locale: string, forms: PluralForms, count: number): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replace("#", String(count));
}
