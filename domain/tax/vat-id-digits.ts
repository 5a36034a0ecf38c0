// The check digits of VAT ids, where a few lines say them. A mistyped id is told at once, without asking anyone.

const digitsOf = (text: string): number[] => [...text].map(Number);

const weighted = (digits: number[], weights: number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);

/** Every second digit counts twice, from the last but one; a number of two digits is their sum. */
const luhnSum = (digits: number[], isDoubled: (index: number) => boolean): number =>
  digits.reduce((sum, digit, index) => {
    const times = isDoubled(index) ? 2 * digit : digit;
    return sum + (times > 9 ? times - 9 : times);
  }, 0);

const luhn = (number: string): boolean =>
  luhnSum(digitsOf(number), (index) => (number.length - index) % 2 === 0) % 10 === 0;

/** ISO 7064, mod 11,10: Germany and Croatia. */
function mod11and10(number: string): boolean {
  let product = 10;
  for (const digit of digitsOf(number.slice(0, -1))) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(number.at(-1));
}

function austria(number: string): boolean {
  const digits = digitsOf(number.slice(1));
  const sum = luhnSum(digits.slice(0, 7), (index) => index % 2 === 1);
  return (10 - ((sum + 4) % 10)) % 10 === digits[7];
}

const greece = (number: string): boolean =>
  (weighted(digitsOf(number), [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(number.at(-1));

function portugal(number: string): boolean {
  const check = 11 - (weighted(digitsOf(number), [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === Number(number.at(-1));
}

function slovenia(number: string): boolean {
  const check = 11 - (weighted(digitsOf(number), [8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 11 && check % 10 === Number(number.at(-1));
}

function finland(number: string): boolean {
  const left = weighted(digitsOf(number), [7, 9, 10, 5, 8, 4, 2]) % 11;
  return left !== 1 && (11 - left) % 11 === Number(number.at(-1));
}

/** By the letters that VAT ids begin with. Of digits in the form that they have there. */
export const CHECK_DIGITS: Record<string, (number: string) => boolean> = {
  AT: austria,
  BE: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  DE: mod11and10,
  DK: (number) => weighted(digitsOf(number), [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (number) => weighted(digitsOf(number), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  EL: greece,
  FI: finland,
  HR: mod11and10,
  HU: (number) => weighted(digitsOf(number), [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  IT: luhn,
  LU: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  PL: (number) => weighted(digitsOf(number), [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(number.at(-1)),
  PT: portugal,
  SE: (number) => luhn(number.slice(0, 10)),
  SI: slovenia,
};
