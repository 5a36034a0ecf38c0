import "server-only";
import { randomUUID } from "node:crypto";
import type { Admin } from "@/domain/accounts/roles";
import type { EditAnswer, EditClash } from "@/domain/catalog/edits/edit-answer";
import type { ProductEdit, VariantEdit } from "@/domain/catalog/edits/product-edit";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { type CatalogChange, type Confirmation, changeCatalog } from "../../page-cache/change-catalog";
import { type Tx, transaction } from "../../platform/db";
import { changeStockWithin } from "../../stock/change-stock";
import { type ProductChange, ProductRefused } from "../write/product-draft";
import { readSavedProduct, type SavedProduct, type SavedVariant } from "../write/read-saved-product";
import { saveProductWithin } from "../write/save-product";

/**
 * Changes products as the admin's list says, each in a transaction of its own with its version and audit entry, and only
 * where what the admin saw is still there. Returns when every page of the shop is right.
 * @returns an answer for each, in order
 * @throws NotSignedInError, NotAllowedError
 */
export async function saveEdits(
  edits: readonly ProductEdit[],
): Promise<{ answers: EditAnswer[]; pages: Confirmation }> {
  const admin = await requireAdmin("stock.write");
  if (edits.some(changesCatalog)) await requireAdmin("catalog.write");
  const { result: answers, pages } = await changeCatalog(async (change) => {
    const done: EditAnswer[] = [];
    for (const edit of edits) done.push(await saveEdit(change, edit, admin));
    return done;
  });
  return { answers, pages };
}

const changesCatalog = ({ status, taxClass, tag, collection, variants }: ProductEdit): boolean =>
  Boolean(status || taxClass || tag || collection) ||
  variants.some(({ price, compareAt }) => price || compareAt);

async function saveEdit(change: CatalogChange, edit: ProductEdit, admin: Admin): Promise<EditAnswer> {
  const { productId } = edit;
  let title = "";
  try {
    return await transaction(async (tx): Promise<EditAnswer> => {
      const saved = await readLocked(tx, productId);
      if (!saved) return { kind: "gone", productId, title };
      title = saved.title;
      const { clashes, again } = compare(edit, saved);
      if (clashes.length > 0) return { kind: "changed_meanwhile", productId, title, clashes, again };
      const { outcome } = await saveProductWithin(tx, change, changeOf(edit, saved), {
        ...{ by: { cause: "list", admin }, stock: "keep" },
        onSaved: (open, { version }) =>
          audit(open, {
            ...{ by: admin, action: "product_saved", object: `product:${productId}` },
            after: { cause: "list", outcome: "updated", version },
          }),
      });
      const isCounted = await count(tx, change, edit, saved, admin);
      return { kind: outcome === "unchanged" && !isCounted ? "unchanged" : "saved", productId, title };
    });
  } catch (error) {
    if (error instanceof StockRefused) return { kind: "stock_refused", productId, title, ...error.why };
    if (error instanceof ProductRefused) return { kind: "refused", productId, title, reasons: error.reasons };
    throw error;
  }
}

class StockRefused extends Error {
  constructor(readonly why: { variant: string; asked: number; reserved: number }) {
    super("The stock cannot be this.");
  }
}

/** Enters the stock that was counted. @returns whether any is another now. @throws StockRefused */
async function count(
  tx: Tx,
  change: CatalogChange,
  { variants }: ProductEdit,
  saved: SavedProduct,
  admin: Admin,
): Promise<boolean> {
  let isChanged = false;
  for (const { id, onHand, reserved, optionValues } of saved.variants.toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  )) {
    const units = variants.find(({ variantId }) => variantId === id)?.onHand?.to;
    if (units === undefined || units === onHand) continue;
    const requestId = randomUUID();
    const { kind } = await changeStockWithin(tx, change, admin, {
      kind: "count",
      variantId: id,
      units,
      requestId,
    });
    if (kind !== "changed")
      throw new StockRefused({ variant: optionValues.join(" / "), asked: units, reserved });
    isChanged = true;
  }
  return isChanged;
}

/** The product with the stock of this moment: nothing of it is sold or changed until the transaction ends. */
async function readLocked(tx: Tx, id: string): Promise<SavedProduct | undefined> {
  // SQL: locks, in the order in which a save takes them, and of variants the one in which checkouts do.
  await tx.$queryRaw`SELECT 1 FROM products WHERE id = ${id}::uuid FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM variants WHERE product_id = ${id}::uuid ORDER BY id FOR UPDATE`;
  return readSavedProduct(tx, { id, slug: "" });
}

/** What is not any more as the admin saw it; `again` is the same edit of what is there now. */
function compare(edit: ProductEdit, saved: SavedProduct): { clashes: EditClash[]; again: ProductEdit } {
  const clashes: EditClash[] = [];
  const check = <Value extends bigint | number | string | null>(
    clash: Omit<EditClash, "now" | "yours">,
    wanted: { from: Value; to: Value } | undefined,
    now: Value,
  ) => {
    if (wanted && now !== wanted.from && now !== wanted.to)
      clashes.push({ ...clash, now: String(now ?? ""), yours: String(wanted.to ?? "") });
    return wanted && { ...wanted, from: now };
  };
  const status = check({ field: "status" }, edit.status, saved.status);
  const taxClass = check({ field: "taxClass" }, edit.taxClass, saved.taxClass);
  const variants = edit.variants.flatMap((variant): VariantEdit[] => {
    const now = saved.variants.find(({ id }) => id === variant.variantId);
    if (!now || now.currency !== variant.currency) {
      clashes.push({ field: "variant", now: "", yours: "" });
      return [];
    }
    const of = { variant: now.optionValues.join(" / "), currency: now.currency };
    const price = check({ ...of, field: "price" }, variant.price, BigInt(now.priceMinor));
    const compareAt = check({ ...of, field: "compareAt" }, variant.compareAt, compareAtOf(now));
    const onHand = check({ ...of, field: "onHand" }, variant.onHand, now.onHand);
    const { variantId, currency } = variant;
    return [
      {
        ...{ variantId, currency },
        ...(price ? { price } : {}),
        ...(compareAt ? { compareAt } : {}),
        ...(onHand ? { onHand } : {}),
      },
    ];
  });
  return {
    clashes,
    again: { ...edit, ...(status ? { status } : {}), ...(taxClass ? { taxClass } : {}), variants },
  };
}

const compareAtOf = ({ compareAtMinor }: SavedVariant) =>
  compareAtMinor === null ? null : BigInt(compareAtMinor);

/** All variants stay; of those that are edited the edited fields are others. */
function changeOf(
  { status, taxClass, tag, collection, variants }: ProductEdit,
  saved: SavedProduct,
): ProductChange {
  const edits = new Map(variants.map((variant) => [variant.variantId, variant]));
  return {
    id: saved.id,
    slug: saved.slug,
    ...(status ? { status: status.to } : {}),
    ...(taxClass ? { taxClass: taxClass.to } : {}),
    ...(tag ? { tags: withMember(saved.tags, tag.name, tag.to) } : {}),
    ...(collection ? { collections: collectionsWith(saved.collections, collection) } : {}),
    variants: saved.variants.map(({ id, optionValues }) => {
      const { price, compareAt } = edits.get(id) ?? {};
      return { id, optionValues, priceMinor: price?.to, compareAtMinor: compareAt?.to };
    }),
  };
}

function withMember(names: string[], name: string, isMember: boolean): string[] {
  if (names.includes(name) === isMember) return names;
  return isMember ? [...names, name] : names.filter((one) => one !== name);
}

/** A product comes in behind those that have a place of their own. */
function collectionsWith(
  saved: SavedProduct["collections"],
  { title, to }: NonNullable<ProductEdit["collection"]>,
): { title: string; position: number }[] {
  const others = saved.filter((one) => one.title !== title);
  if (!to) return others;
  return others.length < saved.length ? saved : [...others, { title, position: LAST }];
}

// Collections begin to count at 1, and an import gives no product of a shop a place as high.
const LAST = 1_000_000;
