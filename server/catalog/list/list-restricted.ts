import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

const MAX_LISTED = 100;

/** A product that is not sent to all zones, or with no other. */
export type RestrictedProduct = { slug: string; title: string; shipsTo: string[]; shipsAlone: boolean };

/** The first of them by their titles. @throws NotSignedInError, NotAllowedError */
export async function listRestricted(): Promise<RestrictedProduct[]> {
  await requireAdmin("catalog.read");
  return db().product.findMany({
    where: { status: { not: "archived" }, OR: [{ shipsTo: { isEmpty: false } }, { shipsAlone: true }] },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    take: MAX_LISTED,
    select: { slug: true, title: true, shipsTo: true, shipsAlone: true },
  });
}
