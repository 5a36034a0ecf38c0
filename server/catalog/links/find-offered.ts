import "server-only";
import { isUuid } from "@/domain/uuid";
import { db } from "../../platform/db";
import { offeredVariant } from "../read/on-sale";

export type OfferedVariant = { id: string; priceMinor: bigint };

/**
 * The variants on sale that links name, by SKU or by id. Of several with one SKU it is that of the oldest product.
 * @returns each code that was found
 */
export async function findOffered(codes: readonly string[]): Promise<Map<string, OfferedVariant>> {
  const variants = await db().variant.findMany({
    where: {
      ...offeredVariant(),
      product: { status: { in: ["active", "unlisted"] } },
      OR: [{ sku: { in: [...codes] } }, { id: { in: codes.filter(isUuid) } }],
    },
    select: { id: true, sku: true, priceMinor: true },
    orderBy: [{ productId: "asc" }, { position: "asc" }],
  });
  const found = new Map<string, OfferedVariant>();
  for (const code of codes) {
    const variant = variants.find(({ id, sku }) => sku === code || id === code.toLowerCase());
    if (variant) found.set(code, variant);
  }
  return found;
}
