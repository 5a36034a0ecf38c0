/** A way to send an order, offered on the payment page. Prices in minor units of the shop's currency. */
export type ShippingRate = {
  name: string;
  amountMinor: bigint;
  /** Working days until delivery: from, to. */
  days: [number, number];
};

const RATE = /^\s*([^\s:][^:]{0,59}):([\d.]+):(\d{1,2})-(\d{1,2})\s*$/;

/**
 * Reads `Name:price:from-to` entries, separated by semicolons: "Standard:5.00:2-4;Express:12.00:1-2".
 * The amounts must differ: Stripe reports the amount that was chosen, and the name follows from it.
 * @throws RangeError naming the entry that is wrong
 */
export function parseShippingRates(text: string, parseAmount: (text: string) => bigint): ShippingRate[] {
  const rates = text.split(";").map((entry) => {
    const [, name = "", amount = "", from, to] = RATE.exec(entry) ?? [];
    if (name === "") throw new RangeError(`"${entry}" is no rate such as Standard:5.00:2-4`);
    return { name, amountMinor: parseAmount(amount), days: [Number(from), Number(to)] as [number, number] };
  });
  if (new Set(rates.map(({ amountMinor }) => amountMinor)).size !== rates.length) {
    throw new RangeError("two shipping rates have the same price");
  }
  return rates;
}

/** The rate that costs this much; undefined when none does, because the rates changed since. */
export function findRate(rates: ShippingRate[], amountMinor: bigint): ShippingRate | undefined {
  return rates.find((rate) => rate.amountMinor === amountMinor);
}
