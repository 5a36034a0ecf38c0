import { db } from "../server/platform/db.ts";
import { env } from "../server/platform/env.ts";

const DEMO = "prisma/demo/catalog.csv";

/** Fills a new shop with the demo catalog; one that has a product or an admin is a merchant's, and left alone. */
export async function importDemo(): Promise<void> {
  if (env().DEMO_CATALOG === "no") return;
  if (await db().product.findFirst({ select: { id: true } })) return;
  if (await db().user.findFirst({ select: { id: true } })) return;
  const { importProducts } = await import("../server/catalog/import/import-products.ts");
  await importProducts(DEMO, { currency: env().SHOP_CURRENCY });
}
