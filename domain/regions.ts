const EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(" ");

/** Countries that share a law, by their two letters. */
export const REGIONS = {
  eu: EU,
  eea: [...EU, "IS", "LI", "NO"],
  uk: ["GB"],
  ch: ["CH"],
  us: ["US"],
};
export type Region = keyof typeof REGIONS;

export const isIn = (region: Region, country: string): boolean => REGIONS[region].includes(country);
