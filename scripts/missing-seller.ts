import { missingOfSeller } from "../domain/settings/seller.ts";
import { translator } from "../messages/messages.ts";
import { env } from "../server/platform/env.ts";
import { getSeller } from "../server/platform/settings/seller.ts";
import { loadSettings } from "../server/settings/load-settings.ts";
import { countriesShippedTo } from "../server/settings/shipping-shop.ts";

/** What shoppers must be told of the seller and are not, for a shop that takes real money; null: nothing, or no money. */
export async function describeMissingSeller(): Promise<string | null> {
  if (!env().isLive) return null;
  await loadSettings();
  const missing = missingOfSeller(getSeller(), countriesShippedTo());
  if (missing.length === 0) return null;
  const t = translator("en");
  const fields = missing.map((field) => t(`admin.settings.field.${field}`)).join(", ");
  return `SELLER: shoppers must be told who sells, and this is not entered: ${fields}.\n  Fix: /admin/settings/seller.`;
}
