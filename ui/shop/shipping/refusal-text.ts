import type { ShippingRefusal } from "@/domain/cart/refuse-shipping";
import { countryName } from "@/domain/orders/address-lines";
import type { Translate } from "@/messages/messages";

/** Which products cannot be sent, and why; null: all can be. */
export function refusalText(
  refusals: readonly ShippingRefusal[],
  country: string,
  t: Translate,
  locale: string,
): string | null {
  const sentences = refusals.map(({ product, reason }) =>
    t(`shop.shipping.refused.${reason}`, { product, country: countryName(country, locale) }),
  );
  return sentences.length > 0 ? sentences.join(" ") : null;
}
