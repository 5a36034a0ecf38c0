/** A way to send an order, offered on the payment page. Prices in minor units of the shop's currency. */
export type ShippingRate = {
  /** What orders remember. It stays the same while the name and the price change. */
  id: string;
  name: string;
  amountMinor: bigint;
  /** Working days until delivery: from, to. */
  days: [number, number];
};

// docs.stripe.com/api/checkout/sessions/create, shipping_options
export const MAX_SHIPPING_RATES = 5;
const RATE = /^\s*([^\s:][^:]{0,59}):([\d.]+):(\d{1,2})-(\d{1,2})(?::([a-z0-9_-]{1,40}))?\s*$/;

/**
 * Reads `Name:price:from-to` entries, separated by semicolons: "Standard:5.00:2-4;Express:12.00:1-2". A fourth
 * field is the rate's id ("Standard:5.00:2-4:post"); without it the id is made from the name.
 * @throws RangeError naming the entry that is wrong
 */
export function parseShippingRates(text: string, parseAmount: (text: string) => bigint): ShippingRate[] {
  const entries = text.split(";").map((entry) => {
    const [, name = "", amount = "", from, to, id] = RATE.exec(entry) ?? [];
    if (name === "") throw new RangeError(`"${entry}" is not a rate such as Standard:5.00:2-4`);
    return {
      id,
      name,
      amountMinor: parseAmount(amount),
      days: [Number(from), Number(to)] as [number, number],
    };
  });
  if (entries.length > MAX_SHIPPING_RATES)
    throw new RangeError(`Stripe takes ${MAX_SHIPPING_RATES} shipping rates at most`);
  const taken = new Set<string>();
  for (const { id } of entries) {
    if (id !== undefined && taken.has(id)) throw new RangeError(`two shipping rates have the id "${id}"`);
    if (id !== undefined) taken.add(id);
  }
  return entries.map(({ id, name, ...rate }) => ({ id: id ?? idFrom(name, taken), name, ...rate }));
}

/** "Sea freight" → "sea-freight"; a second name that leads to the same id gets a number. */
function idFrom(name: string, taken: Set<string>): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["rate"];
  const stem = words.join("-");
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  taken.add(id);
  return id;
}

/** The rates that a payment page offers, in the order in which it offers them: for the metadata of Stripe's session. */
export const offeredRates = (rates: ShippingRate[]): string => rates.map(({ id }) => id).join(",");

/** Their names in the same order, which the shop may change afterwards. No name holds a semicolon. */
export const offeredNames = (rates: ShippingRate[]): string => rates.map(({ name }) => name).join(";");

/** The name under which the rate of this id was offered; null when the session does not say. */
export function findOfferedName(
  { offered, names }: { offered: string | undefined; names: string | undefined },
  id: string | null,
): string | null {
  const place = id === null ? -1 : (offered?.split(",").indexOf(id) ?? -1);
  return place < 0 ? null : (names?.split(";")[place] ?? null);
}

/** An option of a session as Stripe shows it, under an id that Stripe gave it. */
export type SessionOption = { stripeId: string; amountMinor: bigint };

/**
 * The id of the rate that was chosen. Stripe's session names the chosen option by an id of Stripe's own; which of
 * ours that is follows from its place in the session's list, without the permission to read shipping rates.
 * @param offered `offeredRates` at the time; undefined for a session that an earlier version opened: its rates all
 * had different prices
 * @returns null when it cannot be told
 */
export function findChosenRate(
  offered: string | undefined,
  options: SessionOption[],
  chosen: SessionOption,
  rates: ShippingRate[],
): string | null {
  const ids = offered?.split(",");
  const place = options.findIndex(({ stripeId }) => stripeId === chosen.stripeId);
  if (ids?.length === options.length && place >= 0) return ids[place] ?? null;
  const [match, ...others] = rates.filter(({ amountMinor }) => amountMinor === chosen.amountMinor);
  return match && others.length === 0 ? match.id : null;
}
