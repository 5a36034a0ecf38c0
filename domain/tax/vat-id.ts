import { CHECK_DIGITS } from "./vat-id-digits.ts";

/** What VAT ids of the member states look like after their two letters (ec.europa.eu/taxation_customs/vies, FAQ, Q11). */
const FORMATS: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{9}B[A-Z0-9+*]{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

export const MAX_VAT_ID = 20;

/** A VAT id that can be asked about: whose it is, and the rest. */
export type VatId = { prefix: string; number: string };

/** `foreign`: not of a member state; `own`: of the shop's own country, where nothing changes. */
export type VatIdFault = "format" | "foreign" | "own";

/** As people write it: "AT U 12345678", "ATU12345678". */
export const plainVatId = (typed: string): string => typed.toUpperCase().replace(/[\s.\-/]/g, "");

/**
 * Reads a VAT id that could free a sale of the tax: of a member state other than the shop's, formed as those of that state
 * are. Whether it exists, VIES says.
 * @param home what VAT ids of the shop begin with
 */
export function readVatId(typed: string, home: string): VatId | { fault: VatIdFault } {
  const plain = plainVatId(typed).replace(/^GR/, "EL");
  const [prefix, number] = [plain.slice(0, 2), plain.slice(2)];
  const format = FORMATS[prefix];
  if (!format) return { fault: /^[A-Z]{2}/.test(prefix) ? "foreign" : "format" };
  if (prefix === home) return { fault: "own" };
  return isWellFormed(prefix, number) ? { prefix, number } : { fault: "format" };
}

/** Of any member state: for the shop's own. */
export const isVatId = (plain: string): boolean => isWellFormed(plain.slice(0, 2), plain.slice(2));

function isWellFormed(prefix: string, number: string): boolean {
  return (FORMATS[prefix]?.test(number) ?? false) && (CHECK_DIGITS[prefix]?.(number) ?? true);
}
