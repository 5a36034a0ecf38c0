import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../platform/db";
import type { ImageDraft } from "./product-draft";
import type { SavedImage } from "./read-saved-product";

type Desired = Omit<SavedImage, "id"> & { id: string | null };

/** What the pictures' rows must hold: a set that was prepared for the same source is kept. */
export function desiredImages(drafts: ImageDraft[], saved: SavedImage[]): Desired[] {
  return drafts.map(({ source, alt, prepared }, index) => {
    const known = saved.find((image) => image.source === source);
    const { base, widths, width, height } = prepared ??
      known ?? { base: null, widths: [], width: null, height: null };
    return {
      id: known?.id ?? null,
      position: index + 1,
      alt: alt ?? known?.alt ?? "",
      source,
      base,
      widths,
      width,
      height,
    };
  });
}

/**
 * Makes a product's pictures be the wanted ones; rows of a known source keep their id.
 * @returns the id of each source
 */
export async function saveImages(
  tx: Tx,
  productId: string,
  wanted: Desired[],
  saved: SavedImage[],
): Promise<Map<string, string>> {
  if (isDeepStrictEqual(wanted, saved)) return new Map(saved.map(({ id, source }) => [source, id]));
  const kept = new Set(wanted.flatMap(({ id }) => id ?? []));
  if (saved.some(({ id }) => !kept.has(id)))
    await tx.productImage.deleteMany({ where: { productId, id: { notIn: [...kept] } } });
  if (kept.size > 0) {
    // Out of the way first: two pictures that change places would meet in the unique position.
    await tx.productImage.updateMany({ where: { productId }, data: { position: { multiply: -1 } } });
    await updateImages(
      tx,
      wanted.filter(({ id }) => id !== null),
    );
  }
  const added = wanted.filter(({ id }) => id === null);
  const rows = added.length > 0 ? await addImages(tx, productId, added) : [];
  return new Map([...wanted, ...rows].flatMap(({ id, source }) => (id ? [[source, id]] : [])));
}

// SQL: the import writes the pictures of 40,000 products. Prisma needs a millisecond of CPU for each createMany.
function addImages(tx: Tx, productId: string, images: Desired[]): Promise<{ id: string; source: string }[]> {
  return tx.$queryRaw`
    INSERT INTO product_images (product_id, position, alt, source, base, widths, width, height)
    SELECT ${productId}::uuid, d.position, d.alt, d.source, d.base, d.widths, d.width, d.height
    FROM json_to_recordset(${JSON.stringify(images)}::json)
      AS d(position int, alt text, source text, base text, widths int[], width int, height int)
    RETURNING id, source`;
}

// SQL: one statement for all pictures of a product, each with values of its own.
async function updateImages(tx: Tx, images: Desired[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE product_images i SET position = d.position, alt = d.alt, base = d.base, widths = d.widths,
           width = d.width, height = d.height
    FROM json_to_recordset(${JSON.stringify(images)}::json)
      AS d(id uuid, position int, alt text, base text, widths int[], width int, height int)
    WHERE i.id = d.id`;
}
