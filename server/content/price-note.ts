import "server-only";
import { type PriceTax, priceTax } from "@/domain/catalog/price-tax";
import { settings } from "../platform/settings/settings";
import { listPageLinks } from "./pages/get-page";

/** What a price includes and what comes on top: `shippingHref` is the page about shipping, null where there is none. */
export type PriceNoteView = { tax: PriceTax; shippingHref: string | null };

/** The same for every price of the shop: a static page may show it. */
export async function getPriceNote(): Promise<PriceNoteView> {
  const shipping = (await listPageLinks()).find(({ kind }) => kind === "shipping");
  return { tax: priceTax(settings("tax")), shippingHref: shipping?.href ?? null };
}
