import type { PostalAddress } from "./payment-facts.ts";

/**
 * An address as lines of an envelope; what is not known has none.
 *
 * @param locale whose name for the country is written
 */
export function addressLines(address: PostalAddress, locale: string): string[] {
  const { name, line1, line2, postalCode, city, region, country } = address;
  const town = [postalCode, city].filter(Boolean).join(" ");
  return [name, line1, line2, town, region, country && countryName(country, locale)].filter(
    (line): line is string => Boolean(line),
  );
}

/** A country's name in a language; its code where it has none. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    // Stripe's facts may hold what is no code of a country.
    return code;
  }
}
