import "server-only";
import type { Sql } from "../../platform/db";
import { type ProductDraft, ProductRefused, type VariantDraft, variantKey } from "./product-draft";
import type { SavedVariant } from "./read-saved-product";
import { slugify } from "./slugify";

type Desired = Omit<SavedVariant, "id" | "reserved" | "imageId"> & {
  id: string | null;
  imageSource: string | null;
};

/**
 * What the variants' rows must hold. A variant is recognized by its option values and keeps its id and slug:
 * carts and links name them.
 */
export function desiredVariants(draft: ProductDraft, saved: SavedVariant[]): Desired[] {
  const known = new Map(saved.map((variant) => [variantKey(variant.optionValues), variant]));
  const found = draft.variants.map((variant) => known.get(variantKey(variant.optionValues)));
  const taken = new Set(found.flatMap((variant) => variant?.slug ?? []));
  return draft.variants.map((variant, index) => {
    const match = found[index];
    return {
      id: match?.id ?? null,
      slug: match?.slug ?? freeSlug(variant, taken),
      optionValues: variant.optionValues,
      sku: variant.sku,
      priceMinor: variant.priceMinor.toString(),
      compareAtMinor: variant.compareAtMinor?.toString() ?? null,
      currency: variant.currency,
      onHand: variant.onHand ?? match?.onHand ?? 0,
      position: index + 1,
      grams: variant.grams,
      requiresShipping: variant.requiresShipping,
      imageSource: variant.imageSource,
    };
  });
}

function freeSlug({ optionValues }: VariantDraft, taken: Set<string>): string {
  const base = optionValues.length === 0 ? "default" : slugify(optionValues.map(slugify).join("-"));
  let slug = base;
  for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
  taken.add(slug);
  return slug;
}

/**
 * Makes a product's variants be the wanted ones.
 * @throws ProductRefused when stock that is promised to an order would be gone.
 */
export async function saveVariants(
  sql: Sql,
  productId: string,
  wanted: Desired[],
  saved: SavedVariant[],
  imageIds: Map<string, string>,
): Promise<void> {
  const kept = new Set(wanted.map(({ id }) => id));
  const gone = saved.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const changed = wanted.filter(({ id }) => id !== null);
  const added = wanted.filter(({ id }) => id === null);
  const rows = (list: Desired[]) =>
    JSON.stringify(list.map((row) => ({ ...row, imageId: imageIds.get(row.imageSource ?? "") ?? null })));
  if (saved.length > 0) {
    // In the order in which checkouts lock them, so that neither waits for the other for ever.
    await sql.query("SELECT 1 FROM variants WHERE product_id = $1 ORDER BY id FOR UPDATE", [productId]);
  }
  // Both leave out what an order holds by now, whatever was read before: then the counts differ.
  if (gone.length > 0) {
    const { rowCount } = await sql.query("DELETE FROM variants WHERE id = ANY($1) AND reserved = 0", [gone]);
    if (rowCount !== gone.length) throw await heldStock(sql, gone, new Map());
  }
  if (changed.length > 0) {
    const { rowCount } = await sql.query(UPDATE, [rows(changed)]);
    const stock = new Map(changed.map(({ id, onHand }) => [id ?? "", onHand]));
    if (rowCount !== changed.length) throw await heldStock(sql, [...stock.keys()], stock);
  }
  if (added.length > 0) await sql.query(INSERT, [productId, rows(added)]);
}

async function heldStock(sql: Sql, ids: string[], stock: Map<string, number>): Promise<ProductRefused> {
  const { rows } = await sql.query<{ id: string; reserved: number; option_values: string[] }>(
    "SELECT id, reserved, option_values FROM variants WHERE id = ANY($1) AND reserved > 0 ORDER BY position",
    [ids],
  );
  const reasons = rows.flatMap(({ id, reserved, option_values }) => {
    const name = option_values.join(" / ") || "The product";
    const onHand = stock.get(id);
    if (onHand === undefined)
      return [
        `${name} cannot be removed: ${reserved} of it wait in open orders. Keep it until they are done.`,
      ];
    if (onHand >= reserved) return [];
    return [
      `${name}: a stock of ${onHand} is less than the ${reserved} that open orders hold. Enter ${reserved} or more.`,
    ];
  });
  return new ProductRefused(reasons.length > 0 ? reasons : ["Its stock changed meanwhile. Save it again."]);
}

const FIELDS = `AS d(id uuid, slug text, "optionValues" text[], sku text, "priceMinor" bigint,
  "compareAtMinor" bigint, currency text, "onHand" int, position int, grams int, "requiresShipping" boolean,
  "imageId" uuid)`;
const UPDATE = `
  UPDATE variants v SET sku = d.sku, price_minor = d."priceMinor", compare_at_minor = d."compareAtMinor",
         currency = d.currency, on_hand = d."onHand", position = d.position, grams = d.grams,
         requires_shipping = d."requiresShipping", image_id = d."imageId"
  FROM json_to_recordset($1) ${FIELDS} WHERE v.id = d.id AND v.reserved <= d."onHand"`;
const INSERT = `
  INSERT INTO variants (product_id, slug, option_values, sku, price_minor, compare_at_minor, currency, on_hand,
                        position, grams, requires_shipping, image_id)
  SELECT $1, d.slug, d."optionValues", d.sku, d."priceMinor", d."compareAtMinor", d.currency, d."onHand",
         d.position, d.grams, d."requiresShipping", d."imageId"
  FROM json_to_recordset($2) ${FIELDS}`;
