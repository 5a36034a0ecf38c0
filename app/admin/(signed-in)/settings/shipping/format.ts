import { env, shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import type { ShippingFormat } from "@/ui/admin/settings/shipping/shipping-format";

/** In the shop's currency, and in the units that it writes. */
export const shippingFormat = (): ShippingFormat => ({
  currency: env().SHOP_CURRENCY,
  locale: shopLocale(),
  unit: settings("shop").units === "imperial" ? "lb" : "kg",
});
