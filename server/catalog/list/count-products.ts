import "server-only";
import { PRODUCT_SHOWS, type ProductShow } from "@/domain/catalog/list/product-filter";
import { MAX_COUNTED } from "@/domain/saved-views";
import { requireAdmin } from "../../accounts/session";
import { PLANNED_EACH_TIME, Prisma } from "../../platform/db";
import { countedRows } from "./product-conditions";
import { withoutJit } from "./without-jit";

/** How many products each view of the list has; counted to MAX_COUNTED at most. */
export async function countProducts(): Promise<Record<ProductShow, number>> {
  await requireAdmin("catalog.read");
  return readProductCounts();
}

/** The same for whom no one is signed in: a measurement. */
export async function readProductCounts(): Promise<Record<ProductShow, number>> {
  const counts = PRODUCT_SHOWS.map(
    (show) => Prisma.sql`(SELECT count(*)::int FROM (
      ${countedRows(show)} LIMIT ${MAX_COUNTED}) counted) AS ${Prisma.raw(`"${show}"`)}`,
  );
  // SQL: an end to counting, which Prisma does not know.
  const [counted] = await withoutJit(
    (tx) =>
      tx.$queryRaw<Record<ProductShow, number>[]>`${PLANNED_EACH_TIME} SELECT ${Prisma.join(counts, ", ")}`,
  );
  if (!counted) throw new Error("nothing was counted");
  return counted;
}
