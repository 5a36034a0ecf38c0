/** One text for each plural category, with `#` where the number stands. */
export type PluralForms = Record<Intl.LDMLPluralRule, string>;

// In every language the categories begin again after a hundred.
const SAMPLES = Array.from({ length: 200 }, (_, number) => number);

/**
 * A message about a number that only the browser knows: its forms go there instead of the library.
 * @param format the message for one number, with `#` in its place
 */
export function pluralForms(locale: string, format: (sample: number) => string): PluralForms {
  const rules = new Intl.PluralRules(locale);
  const formOf = (category: Intl.LDMLPluralRule) =>
    format(SAMPLES.find((number) => rules.select(number) === category) ?? 0);
  return {
    zero: formOf("zero"),
    one: formOf("one"),
    two: formOf("two"),
    few: formOf("few"),
    many: formOf("many"),
    other: formOf("other"),
  };
}
