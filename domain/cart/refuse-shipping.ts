import type { Destination } from "../shipping/places.ts";
import { findZone } from "../shipping/places.ts";
import type { Zone } from "../shipping/zones.ts";
import type { QuoteLine } from "./quote-line.ts";

/** Why goods cannot be sent as they are in the cart: not to this place, or not with the others. */
export type ShippingRefusal = { productSlug: string; product: string; reason: "zone" | "alone" };

type Shipped = Pick<
  QuoteLine,
  "productSlug" | "productTitle" | "quantity" | "requiresShipping" | "shipsTo" | "shipsAlone"
>;

/**
 * The products that cannot be sent, each once.
 * @param destination null: it is not known yet
 */
export function refuseShipping(
  lines: readonly Shipped[],
  zones: readonly Zone[],
  destination: Destination | null,
): ShippingRefusal[] {
  const shipped = lines.filter(({ quantity, requiresShipping }) => quantity > 0 && requiresShipping);
  const products = new Map(shipped.map((line) => [line.productSlug, line]));
  const zone = destination && findZone(zones, destination);
  return [...products.values()].flatMap(
    ({ productSlug, productTitle, shipsTo, shipsAlone }): ShippingRefusal[] => {
      const named = { productSlug, product: productTitle };
      if (destination && !isSentTo(shipsTo, zone)) return [{ ...named, reason: "zone" }];
      return shipsAlone && products.size > 1 ? [{ ...named, reason: "alone" }] : [];
    },
  );
}

/** Whether a product that is sent to these zones is sent to this one. */
export const isSentTo = (shipsTo: readonly string[], zone: Pick<Zone, "id"> | null): boolean =>
  shipsTo.length === 0 || (zone !== null && shipsTo.includes(zone.id));
