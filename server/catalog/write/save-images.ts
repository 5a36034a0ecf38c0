import "server-only";
import type { Sql } from "../../platform/db";
import type { ImageDraft } from "./product-draft";
import type { SavedImage } from "./read-saved-product";

type Desired = Omit<SavedImage, "id"> & { id: string | null };

/** What the pictures' rows must hold: a set that was prepared for the same source is kept. */
export function desiredImages(drafts: ImageDraft[], saved: SavedImage[]): Desired[] {
  return drafts.map(({ source, alt, prepared }, index) => {
    const known = saved.find((image) => image.source === source);
    const { base, widths, width, height } = prepared ??
      known ?? { base: null, widths: [], width: null, height: null };
    return { id: known?.id ?? null, position: index + 1, alt, source, base, widths, width, height };
  });
}

/**
 * Makes a product's pictures be the wanted ones; rows of a known source keep their id.
 * @returns the id of each source
 */
export async function saveImages(
  sql: Sql,
  productId: string,
  wanted: Desired[],
  saved: SavedImage[],
): Promise<Map<string, string>> {
  const kept = new Set(wanted.flatMap(({ id }) => id ?? []));
  if (saved.some(({ id }) => !kept.has(id))) {
    await sql.query("DELETE FROM product_images WHERE product_id = $1 AND NOT id = ANY($2)", [
      productId,
      [...kept],
    ]);
  }
  if (kept.size > 0) {
    // Out of the way first: two pictures that change places would meet in the unique position.
    await sql.query("UPDATE product_images SET position = -position WHERE product_id = $1", [productId]);
    await sql.query(UPDATE, [JSON.stringify(wanted.filter(({ id }) => id !== null))]);
  }
  const added = wanted.filter(({ id }) => id === null);
  const { rows } =
    added.length > 0
      ? await sql.query<{ id: string; source: string }>(INSERT, [productId, JSON.stringify(added)])
      : { rows: [] };
  return new Map([...wanted, ...rows].flatMap(({ id, source }) => (id ? [[source, id]] : [])));
}

const FIELDS = `AS d(id uuid, position int, alt text, source text, base text, widths int[], width int, height int)`;
const UPDATE = `
  UPDATE product_images i SET position = d.position, alt = d.alt, base = d.base, widths = d.widths,
         width = d.width, height = d.height
  FROM json_to_recordset($1) ${FIELDS} WHERE i.id = d.id`;
const INSERT = `
  INSERT INTO product_images (product_id, position, alt, source, base, widths, width, height)
  SELECT $1, d.position, d.alt, d.source, d.base, d.widths, d.width, d.height
  FROM json_to_recordset($2) ${FIELDS} RETURNING id, source`;
