/** Whether the last digit of a number follows from the others. Each takes a number without spaces, in capitals. */
export type CheckDigit = (number: string) => boolean;

const valuesOf = (text: string) => [...text].map((char) => Number.parseInt(char, 36));
const sumOf = (values: number[], weight: (index: number) => number) =>
  values.reduce((sum, value, index) => sum + value * weight(index), 0);
const isTens = (sum: number, check: number) => (10 - (sum % 10)) % 10 === check;

/** GS1: weights 3 and 1 from the right. SSCC of parcels, and the postal barcodes of the USPS. */
export const hasGs1Digit: CheckDigit = (number) => {
  const values = valuesOf(number).toReversed();
  const [check = 0, ...rest] = values;
  return isTens(
    sumOf(rest, (index) => (index % 2 === 0 ? 3 : 1)),
    check,
  );
};

const UPU_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10: two letters, eight digits, the check digit modulo 11, the country. */
export const hasS10Digit: CheckDigit = (number) => {
  const digits = valuesOf(number.slice(2, 10));
  const rest = 11 - (sumOf(digits, (index) => UPU_WEIGHTS[index] ?? 0) % 11);
  const check = rest === 10 ? 0 : rest === 11 ? 5 : rest;
  return check === Number(number[10]);
};

/** UPS: after "1Z", letters count as their place in the alphabet plus 1, modulo 10; every second one twice. */
export const hasUpsDigit: CheckDigit = (number) => {
  const values = [...number.slice(2)].map((char) =>
    /\d/.test(char) ? Number(char) : (char.charCodeAt(0) - 63) % 10,
  );
  const check = values.pop() ?? 0;
  return isTens(
    sumOf(values, (index) => (index % 2 === 0 ? 1 : 2)),
    check,
  );
};

/** FedEx Express: weights 3, 1 and 7, modulo 11 and then 10. */
export const hasFedexDigit: CheckDigit = (number) => {
  const values = valuesOf(number);
  const check = values.pop() ?? 0;
  return (sumOf(values, (index) => [3, 1, 7][index % 3] ?? 0) % 11) % 10 === check;
};

/** DHL Express: the number without its last digit, modulo 7. */
export const hasDhlExpressDigit: CheckDigit = (number) =>
  BigInt(number.slice(0, -1)) % 7n === BigInt(number.slice(-1));

/** ISO/IEC 7064 MOD 37,36: DPD. */
export const hasDpdDigit: CheckDigit = (number) => {
  const values = valuesOf(number);
  const check = values.pop() ?? 0;
  const sum = values.reduce((product, value) => (((product + value) % 36 || 36) * 2) % 37, 36);
  return (sum + check) % 36 === 1;
};
