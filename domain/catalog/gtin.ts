/**
 * Whether a barcode is a GTIN: 8, 12, 13 or 14 digits of which the last checks the others, and none of the numbers that
 * every shop may give out for itself (GS1 General Specifications, 1.4.2 and 7.9).
 */
export function isGtin(barcode: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(barcode)) return false;
  const digits = barcode.padStart(14, "0");
  // Of 13 digits: those that begin with 2, 02 or 04 stay within one company.
  if (barcode.length !== 8 && /^\d(?:2|02|04)/.test(digits)) return false;
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1),
    0,
  );
  return sum % 10 === 0;
}
