import "server-only";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { transaction } from "../platform/db";

/**
 * From which number on a variant is low. @param lowAt null: as the shop says for all; 0: only sold out is told
 * @returns whether there is such a variant
 * @throws NotSignedInError, NotAllowedError
 */
export async function saveLowAt(variantId: string, lowAt: number | null): Promise<boolean> {
  const admin = await requireAdmin("stock.write");
  return transaction(async (tx) => {
    const variant = await tx.variant.findUnique({ where: { id: variantId }, select: { lowAt: true } });
    if (!variant) return false;
    if (variant.lowAt === lowAt) return true;
    await tx.variant.update({ where: { id: variantId }, data: { lowAt }, select: { id: true } });
    await audit(tx, {
      by: admin,
      action: "stock_limit_changed",
      object: `variant:${variantId}`,
      before: { lowAt: variant.lowAt },
      after: { lowAt },
    });
    return true;
  });
}
