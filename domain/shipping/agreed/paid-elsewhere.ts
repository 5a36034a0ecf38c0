import { type ShippedGoods, type ShippingShop, shippingOptions } from "../options.ts";
import { type Destination, findZone } from "../places.ts";

type Sent = {
  /** What the shopper told before the price was said. */
  told: Destination;
  /** The address that they gave with the payment. */
  given: Destination;
  goods: ShippedGoods;
  /** What was paid for shipping, and by which rate. */
  rateId: string | null;
  paidMinor: bigint;
};

/**
 * Whether sending goods to the address costs otherwise than what was paid for the place that was told, or cannot be done
 * there, with the zones of now.
 */
export function isPaidElsewhere(shop: ShippingShop, sent: Sent, now: Date): boolean {
  const { told, given, goods, rateId, paidMinor } = sent;
  if (findZone(shop.zones, given) === findZone(shop.zones, told)) return false;
  const prices = (place: Destination) =>
    shippingOptions(shop, place, goods, now).options.filter(({ kind }) => kind === "delivery");
  const there = prices(given);
  // The rate's own price: a discount, or the VAT that was taken off, is no difference of the place.
  const agreed = prices(told).find(({ id }) => id === rateId)?.amountMinor ?? paidMinor;
  return !there.some(({ amountMinor }) => amountMinor === agreed);
}
