import { isServed, type Zone } from "./zones.ts";

/** docs.stripe.com/api/checkout/sessions/create, shipping_address_collection.allowed_countries, without ZZ. */
export const STRIPE_COUNTRIES: readonly string[] = `
  AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
  BT BV BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER
  ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID
  IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
  LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU
  NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL
  SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA
  VC VE VG VN VU WF WS XK YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

/** Where goods are sent to, if only to a part of the country; in the order of the zones. */
export function shippedCountries(zones: readonly Zone[]): string[] {
  const served = zones.filter(isServed);
  const named = served.flatMap(({ places }) => places.map(({ country }) => country));
  if (!served.some(({ isElsewhere }) => isElsewhere)) return [...new Set(named)];
  // A zone without rates keeps its countries out of "everywhere else".
  const whole = zones
    .filter((zone) => !isServed(zone))
    .flatMap(({ places }) => places.filter(({ region, postal }) => region === "" && !postal));
  const kept = new Set(whole.map(({ country }) => country));
  return [...new Set([...named, ...STRIPE_COUNTRIES.filter((country) => !kept.has(country))])];
}

/** The first of these that is a country and goods are sent to; else the first that they are sent to. */
export function homeCountryOf(
  candidates: readonly (string | undefined)[],
  countries: readonly string[],
): string {
  return candidates.find((one) => one !== undefined && countries.includes(one)) ?? countries[0] ?? "";
}
