import "server-only";
import type { Tx } from "../../platform/db";
import { because, type StockCause } from "../../stock/stock-cause";
import { type ProductDraft, ProductRefused, type VariantDraft } from "./product-draft";
import type { SavedVariant } from "./read-saved-product";
import { slugify } from "./slugify";

type Desired = Omit<SavedVariant, "id" | "reserved" | "imageId"> & {
  id: string | null;
  imageSource: string | null;
  /** Whether `onHand` is written as it is; else `addedUnits` are added to what is there by then. */
  isStockSet: boolean;
  addedUnits: number;
};

/**
 * What the variants' rows must hold. A variant is recognized by its id, and keeps that and its slug: carts and links
 * name them.
 */
export function desiredVariants(draft: ProductDraft, saved: SavedVariant[]): Desired[] {
  const known = new Map(saved.map((variant) => [variant.id, variant]));
  const found = draft.variants.map(({ id }) => known.get(id ?? ""));
  const taken = new Set(found.flatMap((variant) => variant?.slug ?? []));
  return draft.variants.map((variant, index) => {
    const match = found[index];
    return {
      id: match?.id ?? null,
      slug: match?.slug ?? freeSlug(variant, taken),
      optionValues: variant.optionValues,
      sku: variant.sku,
      barcode: variant.barcode ?? null,
      priceMinor: variant.priceMinor.toString(),
      compareAtMinor: variant.compareAtMinor?.toString() ?? null,
      currency: variant.currency,
      onHand: variant.onHand ?? (match?.onHand ?? 0) + (variant.addedUnits ?? 0),
      isStockSet: variant.onHand !== null,
      addedUnits: variant.addedUnits ?? 0,
      isCounted: variant.isCounted,
      position: index + 1,
      grams: variant.grams,
      requiresShipping: variant.requiresShipping,
      imageSource: variant.imageSource,
      content: variant.content ?? null,
      reference: variant.reference ?? null,
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

export type SavedVariants = {
  ids: Map<string, string>;
  removedUnits: Map<string, number>;
  addedUnits: Record<string, number>;
};

/**
 * Makes a product's variants be the wanted ones.
 * @param cause why stock changes with it, for the ledger
 * @returns the ids by the variants' slugs; the units that went with each variant that is gone, by its id; and by how many
 *   units each of the others changed
 * @throws ProductRefused when stock that orders hold would be gone.
 */
export async function saveVariants(
  tx: Tx,
  productId: string,
  wanted: Desired[],
  saved: SavedVariant[],
  imageIds: Map<string, string>,
  cause: StockCause = { reason: "import" },
): Promise<SavedVariants> {
  const rows = wanted.map(({ imageSource, ...row }) => ({
    ...row,
    imageId: imageIds.get(imageSource ?? "") ?? null,
  }));
  const kept = new Set(rows.map(({ id }) => id));
  const gone = saved.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const changed = rows.filter(({ id }) => id !== null);
  // SQL: a lock. In the order in which checkouts lock them, so that neither waits for the other indefinitely.
  if (saved.length > 0)
    await tx.$queryRaw`SELECT 1 FROM variants WHERE product_id = ${productId}::uuid ORDER BY id FOR UPDATE`;
  // Both leave out what an order holds by now, whatever was read before: then the counts differ.
  const removed = gone.length > 0 ? await removeVariants(tx, gone) : [];
  if (removed.length !== gone.length) throw await heldStock(tx, gone, new Map());
  const updated = changed.length > 0 ? await updateVariants(tx, changed, cause) : [];
  if (updated.length !== changed.length) {
    const stock = new Map(changed.map(({ id, onHand }) => [id ?? "", onHand]));
    throw await heldStock(tx, [...stock.keys()], stock);
  }
  const added = rows.filter(({ id }) => id === null);
  const made = added.length > 0 ? await addVariants(tx, productId, added, cause) : [];
  return {
    ids: new Map([...rows, ...made].flatMap(({ id, slug }) => (id ? [[slug, id]] : []))),
    removedUnits: new Map(removed.map(({ id, onHand }) => [id, onHand])),
    addedUnits: Object.fromEntries([...updated, ...made].map(({ id, units }) => [id, units])),
  };
}

// SQL: RETURNING, with the units that are left of what was sold since the product was read.
function removeVariants(tx: Tx, ids: string[]): Promise<{ id: string; onHand: number }[]> {
  return tx.$queryRaw`
    DELETE FROM variants WHERE id = ANY (${ids}::uuid[]) AND reserved = 0 RETURNING id, on_hand AS "onHand"`;
}

// SQL: the import writes the variants of 40,000 products. Prisma needs a millisecond of CPU for each createMany.
function addVariants(
  tx: Tx,
  productId: string,
  variants: object[],
  cause: StockCause,
): Promise<{ id: string; slug: string; units: number }[]> {
  return tx.$queryRaw`
    INSERT INTO variants (product_id, slug, option_values, sku, barcode, price_minor, compare_at_minor, currency, on_hand,
                          is_counted, position, grams, requires_shipping, image_id, content, reference)
    SELECT ${productId}::uuid, d.slug, d."optionValues", d.sku, d.barcode, d."priceMinor", d."compareAtMinor", d.currency,
           d."onHand", d."isCounted", d.position, d.grams, d."requiresShipping", d."imageId", d.content, d.reference
    FROM json_to_recordset(${JSON.stringify(variants)}::json)
      AS d(slug text, "optionValues" text[], sku text, barcode text, "priceMinor" bigint, "compareAtMinor" bigint, currency text,
           "onHand" int, "isCounted" boolean, position int, grams int, "requiresShipping" boolean, "imageId" uuid, content text, reference text)
         CROSS JOIN ${because(cause)}
    RETURNING id, slug, on_hand AS units`;
}

// SQL: one statement for all variants of a product, each with values of its own and with its stock's condition.
// What was sold since the product was read stays sold: only a stock that was entered is written as a number.
function updateVariants(
  tx: Tx,
  variants: object[],
  cause: StockCause,
): Promise<{ id: string; units: number }[]> {
  return tx.$queryRaw`
    UPDATE variants v SET option_values = d."optionValues", sku = d.sku, barcode = d.barcode, price_minor = d."priceMinor", compare_at_minor = d."compareAtMinor",
           currency = d.currency,
           on_hand = CASE WHEN d."isStockSet" THEN d."onHand" ELSE v.on_hand + d."addedUnits" END,
           is_counted = d."isCounted", position = d.position, grams = d.grams,
           requires_shipping = d."requiresShipping", image_id = d."imageId", content = d.content, reference = d.reference
    FROM json_to_recordset(${JSON.stringify(variants)}::json)
      AS d(id uuid, "optionValues" text[], sku text, barcode text, "priceMinor" bigint, "compareAtMinor" bigint, currency text, "onHand" int,
           "isStockSet" boolean, "addedUnits" int, "isCounted" boolean, position int, grams int, "requiresShipping" boolean, "imageId" uuid, content text, reference text)
      CROSS JOIN ${because(cause)}
    WHERE v.id = d.id AND (v.reserved <= d."onHand" OR NOT d."isStockSet")
    RETURNING v.id, new.on_hand - old.on_hand AS units`;
}

async function heldStock(tx: Tx, ids: string[], stock: Map<string, number>): Promise<ProductRefused> {
  const held = await tx.variant.findMany({
    where: { id: { in: ids }, reserved: { gt: 0 } },
    orderBy: { position: "asc" },
    select: { id: true, reserved: true, optionValues: true },
  });
  const reasons = held.flatMap(({ id, reserved, optionValues }) => {
    const name = optionValues.join(" / ") || "The product";
    const onHand = stock.get(id);
    if (onHand === undefined)
      return [
        `${name} cannot be removed: ${reserved} of it are reserved for open orders. Keep it until they are completed.`,
      ];
    if (onHand >= reserved) return [];
    return [
      `${name}: a stock of ${onHand} is less than the ${reserved} that open orders hold. Enter ${reserved} or more.`,
    ];
  });
  return new ProductRefused(
    reasons.length > 0 ? reasons : ["The stock changed in the meantime. Save the product again."],
  );
}
