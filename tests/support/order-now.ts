import { beginCheckout } from "../../app/(shop)/checkout/actions.ts";
import { NO_DETAILS } from "../../domain/checkout/details.ts";
import { getCart } from "../../server/cart/cart-cookie.ts";
import { quoteCart } from "../../server/cart/quote-cart.ts";
import { seal } from "../../server/platform/seal.ts";
import { getCountedAs } from "../../server/platform/visitor.ts";
import { fingerprintOf } from "../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "./browser.ts";
import { ledTo } from "./scenario.ts";

/** What a shopper tells before paying, as far as these tests care. */
export const TOLD = { ...NO_DETAILS, email: "jo@shopper.test", country: "IE" };

/** Orders what is in this browser's cart, after its shopper has told what must be known. @returns where it led */
export async function orderNow(fields: Record<string, string> = {}): Promise<string> {
  browser.jar.set("details", seal(JSON.stringify(TOLD)));
  const cart = (await getCart()) ?? { key: "", lines: [] };
  const shown = fingerprintOf(await quoteCart(cart, await getCountedAs(), { details: TOLD }));
  return ledTo(beginCheckout(formOf({ ui: "embedded_page", shown, ...fields })));
}
