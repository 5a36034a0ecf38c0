import "server-only";
import { type DocumentData, documentSchema } from "@/domain/documents/document";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";
import { hashReference } from "../platform/reference";

/** A document as it was frozen. @returns null for what there is not; NotAllowedError is thrown */
export async function getDocument(id: string): Promise<DocumentData | null> {
  await requireAdmin("orders.money");
  if (!isUuid(id)) return null;
  const row = await db().issuedDocument.findUnique({ where: { id }, select: { data: true } });
  return row && documentSchema.parse(row.data);
}

/**
 * The same for its shopper: the order's reference is the right to see it. Who was erased is shown to nobody who has the link.
 * @returns null for a reference or document that is not there
 */
export async function getShopperDocument(reference: string, id: string): Promise<DocumentData | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null || !isUuid(id)) return null;
  const row = await db().issuedDocument.findFirst({
    where: { id, order: { referenceHash, erasedAt: null } },
    select: { data: true },
  });
  return row && documentSchema.parse(row.data);
}
