import { beginCheckout } from "../../app/(shop)/checkout/actions.ts";
import { NO_DETAILS } from "../../domain/checkout/details.ts";
import { seal } from "../../server/platform/seal.ts";
import { browser, formOf } from "./browser.ts";
import { ledTo } from "./scenario.ts";

/** What a shopper tells before paying, as far as these tests care. */
export const TOLD = { ...NO_DETAILS, email: "jo@shopper.test", country: "IE" };

/** Orders what is in this browser's cart, after its shopper has told what must be known. @returns where it led */
export function orderNow(fields: Record<string, string> = {}): Promise<string> {
  browser.jar.set("details", seal(JSON.stringify(TOLD)));
  return ledTo(beginCheckout(formOf({ ui: "embedded_page", ...fields })));
}
