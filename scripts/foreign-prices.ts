import { db } from "../server/platform/db.ts";
import { env } from "../server/platform/env.ts";

/** What is wrong and what to do when prices are in another currency than the shop's; null when all are in it. */
export async function describeForeignPrices(): Promise<string | null> {
  const shop = env().SHOP_CURRENCY;
  const counts = await db().variant.groupBy({
    by: ["currency"],
    where: { product: { status: { in: ["active", "unlisted"] } } },
    _count: true,
    orderBy: { _count: { currency: "desc" } },
  });
  const foreign = counts.filter(({ currency }) => currency !== shop);
  const [most] = foreign;
  if (!most) return null;
  const all = counts.reduce((sum, { _count }) => sum + _count, 0);
  const named = foreign.map(({ currency, _count }) => `${_count} in ${currency.toUpperCase()}`).join(", ");
  return (
    `PRICES: the shop sells in ${shop.toUpperCase()} (SHOP_CURRENCY), and of its ${all} prices ${named}. ` +
    "What has such a price is not shown and cannot be bought.\n" +
    `  Fix: set SHOP_CURRENCY=${most.currency}, or import the products again with prices in ${shop.toUpperCase()}.`
  );
}
