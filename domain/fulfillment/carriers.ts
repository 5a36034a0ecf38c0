import {
  type CheckDigit,
  hasDhlExpressDigit,
  hasDpdDigit,
  hasFedexDigit,
  hasGs1Digit,
  hasS10Digit,
  hasUpsDigit,
} from "./check-digit.ts";
import { hasForm, type OwnCarrier, ownLink } from "./own-carriers.ts";

/** A form of a carrier's numbers, and its check digit where the form has one. */
type NumberForm = { pattern: RegExp; check?: CheckDigit };

type Carrier = {
  /** As people know it. */
  name: string;
  /** The page of a parcel; # stands for its number. */
  link: string;
  numbers: NumberForm[];
};

/** A number of the world's post (UPU S10), of the carrier that has these countries. */
const post = (...countries: string[]): NumberForm => ({
  pattern: new RegExp(`^[A-Z]{2}\\d{9}(?:${countries.join("|")})$`),
  check: hasS10Digit,
});

/** The carriers that a merchant can name, by the code that is stored. A new one is a row here, and nowhere else. */
export const CARRIERS = {
  an_post: {
    name: "An Post",
    link: "https://www.anpost.com/Post-Parcels/Track/History?item=#",
    numbers: [post("IE")],
  },
  bpost: {
    name: "bpost",
    link: "https://track.bpost.cloud/btr/web/#/search?itemCode=#",
    numbers: [{ pattern: /^32\d{22}$/ }, post("BE")],
  },
  correos: {
    name: "Correos",
    link: "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=#",
    numbers: [{ pattern: /^P[A-Z][A-Z0-9]{21}$/ }, post("ES")],
  },
  deutsche_post: {
    name: "Deutsche Post",
    link: "https://www.deutschepost.de/sendung/simpleQueryResult.html?form.sendungsnummer=#",
    numbers: [post("DE")],
  },
  dhl: {
    name: "DHL",
    link: "https://www.dhl.com/global-en/home/tracking.html?tracking-id=#",
    numbers: [
      { pattern: /^\d{10}$/, check: hasDhlExpressDigit },
      { pattern: /^00340434\d{12}$/, check: hasGs1Digit },
      { pattern: /^(?:JVGL|JJD)\d{9,20}$/ },
    ],
  },
  dpd: {
    name: "DPD",
    link: "https://tracking.dpd.de/status/en_US/parcel/#",
    numbers: [{ pattern: /^\d{27}[A-Z0-9]$/, check: hasDpdDigit }, { pattern: /^0\d{13}$/ }],
  },
  evri: {
    name: "Evri",
    link: "https://www.evri.com/track/parcel/#/details",
    numbers: [{ pattern: /^[HT][A-Z0-9]{15}$/ }],
  },
  fedex: {
    name: "FedEx",
    link: "https://www.fedex.com/fedextrack/?trknbr=#",
    numbers: [
      { pattern: /^\d{12}$/, check: hasFedexDigit },
      { pattern: /^\d{15}$/, check: hasGs1Digit },
    ],
  },
  gls: {
    name: "GLS",
    link: "https://gls-group.com/track/#",
    numbers: [{ pattern: /^\d{11}$/ }],
  },
  inpost: {
    name: "InPost",
    link: "https://inpost.pl/sledzenie-przesylek?number=#",
    numbers: [{ pattern: /^[56]\d{23}$/ }],
  },
  la_poste: {
    name: "La Poste, Colissimo",
    link: "https://www.laposte.fr/outils/suivre-vos-envois?code=#",
    numbers: [{ pattern: /^\d[A-Z]\d{11}$/ }, post("FR")],
  },
  poste_italiane: {
    name: "Poste Italiane",
    link: "https://www.poste.it/cerca/index.html#/risultati-spedizioni/#",
    numbers: [post("IT")],
  },
  postnl: {
    name: "PostNL",
    link: "https://postnl.nl/tracktrace/?B=#",
    numbers: [{ pattern: /^3S[A-Z0-9]{11,13}$/ }, post("NL")],
  },
  postnord: {
    name: "PostNord",
    link: "https://www.postnord.se/en/our-tools/track-and-trace?shipmentId=#",
    numbers: [post("SE", "DK")],
  },
  royal_mail: {
    name: "Royal Mail",
    link: "https://www.royalmail.com/track-your-item#/tracking-results/#",
    numbers: [post("GB")],
  },
  ups: {
    name: "UPS",
    link: "https://www.ups.com/track?tracknum=#",
    numbers: [{ pattern: /^1Z[A-Z0-9]{15}\d$/, check: hasUpsDigit }],
  },
  usps: {
    name: "USPS",
    link: "https://tools.usps.com/go/TrackConfirmAction?tLabels=#",
    numbers: [{ pattern: /^9[1-5]\d{20}$/, check: hasGs1Digit }, post("US")],
  },
} as const satisfies Record<string, Carrier>;

export type CarrierCode = keyof typeof CARRIERS;
export const CARRIER_CODES = Object.keys(CARRIERS) as CarrierCode[];

const table: Record<CarrierCode, Carrier> = CARRIERS;

/** A carrier as pages and forms name it: one of the table, or one that the shop added. */
export type CarrierChoice = { code: string; name: string };
type Own = readonly OwnCarrier[];

/** The carriers that can be chosen, by name. */
export const carrierChoices = (own: Own): CarrierChoice[] =>
  [
    ...CARRIER_CODES.map((code) => ({ code, name: table[code].name })),
    ...own.filter(({ isArchived }) => !isArchived),
  ].toSorted((one, other) => one.name.localeCompare(other.name));

/** The carrier of a stored code; null for none, and for one that this version does not know. */
export function readCarrier(code: string | null, own: Own = []): CarrierChoice | null {
  const known = CARRIER_CODES.find((one) => one === code);
  if (known) return { code: known, name: table[known].name };
  return own.find((one) => one.code === code) ?? null;
}

export const MAX_NUMBERS = 20;

/** Tracking numbers as they are kept: one a line or apart by commas, in capitals, without spaces and hyphens. */
export function readTrackingNumbers(text: string): string[] {
  const numbers = text.split(/[\r\n,;]+/).map((one) => one.replaceAll(/[\s.-]/g, "").toUpperCase());
  return [...new Set(numbers.filter((one) => one !== ""))];
}

/** Whether it can be a tracking number at all: what is none, such as an address, is not made a link of. */
export const isTrackingNumber = (number: string): boolean => /^[A-Z0-9]{4,40}$/.test(number);

/** The page of a parcel at its carrier; null where no carrier is named. */
export function trackingLink(carrier: string | null, number: string, own: Own = []): string | null {
  const added = own.find(({ code }) => code === carrier);
  if (added) return ownLink(added, number);
  const code = CARRIER_CODES.find((known) => known === carrier);
  if (!code) return null;
  const { link } = table[code];
  // The last one: the first may be a part of the address.
  const at = link.lastIndexOf("#");
  return `${link.slice(0, at)}${encodeURIComponent(number)}${link.slice(at + 1)}`;
}

type Fit = "proven" | "form" | "wrong_digit" | "other";

/** How surely a number is of a carrier: a check digit that is right says more than a form. */
function fitOf(code: string, number: string, own: Own): Fit {
  const added = own.find((one) => one.code === code);
  if (added) return !added.isArchived && added.form && hasForm(added.form, number) ? "form" : "other";
  const known = CARRIER_CODES.find((one) => one === code);
  const forms = known ? table[known].numbers.filter(({ pattern }) => pattern.test(number)) : [];
  if (forms.some(({ check }) => check?.(number))) return "proven";
  if (forms.some(({ check }) => !check)) return "form";
  return forms.length > 0 ? "wrong_digit" : "other";
}

const allCodes = (own: Own): string[] => [...CARRIER_CODES, ...own.map(({ code }) => code)];

/** The only carrier that a number can be of; null where none or several can. */
export function guessCarrier(number: string, own: Own = []): string | null {
  for (const fit of ["proven", "form"] as const) {
    const found = allCodes(own).filter((code) => fitOf(code, number, own) === fit);
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

/** Its check digit says that it was typed wrong. */
export const isMistyped = (code: string, number: string): boolean =>
  fitOf(code, number, []) === "wrong_digit";

/** It has the form of a carrier's numbers, and a check digit that is wrong for each carrier that it can be of. */
export const isMistypedForAll = (number: string, own: Own = []): boolean => {
  const fits = allCodes(own).map((code) => fitOf(code, number, own));
  return fits.includes("wrong_digit") && fits.every((fit) => fit === "wrong_digit" || fit === "other");
};

/** The carrier that was written by hand: its code, or its name in small or capital letters. */
export function findCarrier(typed: string, own: Own = []): string | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const wanted = plain(typed);
  const found = carrierChoices(own).find(
    ({ code, name }) => plain(code) === wanted || plain(name) === wanted,
  );
  return found?.code ?? null;
}
