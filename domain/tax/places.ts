/** The 27, by ISO 3166. Their VAT ids begin with the same letters, but for Greece (EL). */
export const EU_COUNTRIES = [
  ...["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"],
  ...["IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"],
];

/** Parts of a country whose VAT is another, or none. "": the rest of it. */
export const TAX_REGIONS = [
  "canary_islands",
  "ceuta",
  "melilla",
  "aland",
  "busingen",
  "heligoland",
  "livigno",
  "campione",
  "mount_athos",
  "overseas",
  "madeira",
  "azores",
  "northern_ireland",
  "channel_islands",
] as const;
export type TaxRegion = (typeof TAX_REGIONS)[number];

export type Destination = { country: string; postalCode: string; region: string };

/** Where goods arrive, as the tax sees it. */
export type TaxPlace = {
  /** Whose tax it is: Monaco is France, the Isle of Man the United Kingdom. */
  country: string;
  region: TaxRegion | "";
  /** In the territory of the EU's VAT: for goods, Northern Ireland is. */
  isEu: boolean;
  /** No VAT of its country is due there: goods that are sent there are exported. */
  isOutside: boolean;
};

// Directive 2006/112/EC, articles 5 to 7, and the Commission's page "Territorial status of EU countries and certain territories".
// Only postcodes that belong to the region alone.
const BY_POSTCODE: [country: string, postcode: RegExp, region: TaxRegion][] = [
  ["ES", /^(35|38)\d{3}$/, "canary_islands"],
  ["ES", /^51\d{3}$/, "ceuta"],
  ["ES", /^52\d{3}$/, "melilla"],
  ["FI", /^22\d{3}$/, "aland"],
  ["DE", /^78266$/, "busingen"],
  ["DE", /^27498$/, "heligoland"],
  ["IT", /^23041$/, "livigno"],
  ["IT", /^22061$/, "campione"],
  ["GR", /^6308[67]$/, "mount_athos"],
  ["FR", /^(97\d|98[1-9])\d\d$/, "overseas"],
  ["PT", /^9[0-4]\d{2}/, "madeira"],
  ["PT", /^9[5-9]\d{2}/, "azores"],
  ["GB", /^BT\d/, "northern_ireland"],
  ["GB", /^(JE|GY)\d/, "channel_islands"],
];

// Territories that have a code of their own in ISO 3166.
const BY_CODE: Record<string, [country: string, region: TaxRegion | ""]> = {
  AX: ["FI", "aland"],
  IC: ["ES", "canary_islands"],
  MC: ["FR", ""],
  IM: ["GB", ""],
  GG: ["GB", "channel_islands"],
  JE: ["GB", "channel_islands"],
  /** The prefix of VAT ids of Northern Ireland, where a shop says that it is at home there. */
  XI: ["GB", "northern_ireland"],
};

const TAXED: readonly (TaxRegion | "")[] = ["", "madeira", "azores", "northern_ireland"];

/** Whose tax is due where. A postcode that is not known to be of a region is of the rest of its country. */
export function placeOf({ country, postalCode, region }: Destination): TaxPlace {
  const code = country.toUpperCase();
  const own = BY_CODE[code];
  const postcode = postalCode.toUpperCase().replace(/[\s-]/g, "");
  const of = own?.[0] ?? code;
  const named = TAX_REGIONS.find(
    (known) => known === region && BY_POSTCODE.some(([its, , one]) => its === of && one === known),
  );
  const found =
    own?.[1] ||
    named ||
    BY_POSTCODE.find(([its, pattern]) => its === of && pattern.test(postcode))?.[2] ||
    "";
  const isOutside = !TAXED.includes(found);
  return {
    country: of,
    region: found,
    isEu: !isOutside && (EU_COUNTRIES.includes(of) || found === "northern_ireland"),
    isOutside,
  };
}

/** Where a shop is at home. */
export const homeOf = (country: string): TaxPlace => placeOf({ country, postalCode: "", region: "" });

/** Whether regions of a country are told apart by their postcode: then it is asked for. */
export const hasTaxRegions = (country: string): boolean => BY_POSTCODE.some(([its]) => its === country);
