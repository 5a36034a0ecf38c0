/** "+12", "−1": a change always says which way it goes. */
export const signed = (units: number, locale: string): string =>
  new Intl.NumberFormat(locale, { signDisplay: "exceptZero" }).format(units);
