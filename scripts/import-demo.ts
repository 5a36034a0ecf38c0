import { db } from "../server/platform/db.ts";
import { env } from "../server/platform/env.ts";

const DEMO = "prisma/demo/catalog.csv";

/** Fills an empty shop with the demo catalog; a shop that has any product is left alone. */
export async function importDemo(): Promise<void> {
  if (await db().product.findFirst({ select: { id: true } })) return;
  const { importProducts } = await import("../server/catalog/import/import-products.ts");
  await importProducts(DEMO, { currency: env().SHOP_CURRENCY });
}
