import { AmountError, decimalText, money, parseTypedMoney } from "../../money.ts";
import type { TaxClass } from "../../tax/classes.ts";
import type { ListedProduct, ListedVariant } from "../list/views.ts";
import type { ProductStatus } from "../views.ts";
import { changePrice, type PriceChange } from "./change-price.ts";
import type { ProductEdit, VariantEdit } from "./product-edit.ts";

export const EDITED_FIELDS = ["onHand", "price", "compareAt"] as const;
export type EditedField = (typeof EDITED_FIELDS)[number];

/** A cell that was typed in. `was`: what it held as it was shown, in minor units or units. */
export type TypedCell = { field: EditedField; variantId: string; typed: string; was: string };

export type CellFault = "not_an_amount" | "too_fine" | "ambiguous" | "not_a_number" | "gone";
export type FaultyCell = TypedCell & { fault: CellFault; title: string };

const MAX_UNITS = 1_000_000;

/** What cells that were typed in change; a cell that holds what it held changes nothing. */
export function planTyped(
  cells: readonly TypedCell[],
  products: readonly ListedProduct[],
): { edits: ProductEdit[]; faults: FaultyCell[] } {
  const places = new Map(
    products.flatMap((product) => product.variants.map((variant) => [variant.id, { product, variant }])),
  );
  const edits = new Map<string, Map<string, VariantEdit>>();
  const faults: FaultyCell[] = [];
  for (const cell of cells) {
    const place = places.get(cell.variantId);
    if (!place) {
      faults.push({ ...cell, fault: "gone", title: "" });
      continue;
    }
    const { product, variant } = place;
    const read = readCell(cell, variant.price.currency);
    if (typeof read === "string") {
      faults.push({ ...cell, fault: read, title: nameOf(product, variant) });
      continue;
    }
    if (!read) continue;
    const variants = edits.get(product.id) ?? new Map<string, VariantEdit>();
    const known = variants.get(variant.id) ?? { variantId: variant.id, currency: variant.price.currency };
    variants.set(variant.id, { ...known, ...read });
    edits.set(product.id, variants);
  }
  return {
    edits: [...edits].map(([productId, variants]) => ({ productId, variants: [...variants.values()] })),
    faults,
  };
}

export const nameOf = ({ title }: ListedProduct, variant: Pick<ListedVariant, "title">): string =>
  variant.title === "" ? title : `${title}, ${variant.title}`;

/** The text of an amount in a cell, and back in `planTyped`. */
export const cellText = (minor: string, currency: string): string =>
  minor === "" ? "" : decimalText(money(BigInt(minor), currency));

type CellEdit = Pick<VariantEdit, "price"> | Pick<VariantEdit, "compareAt"> | Pick<VariantEdit, "onHand">;

/** @returns null where nothing changes */
function readCell({ field, typed, was }: TypedCell, currency: string): CellEdit | CellFault | null {
  if (field === "onHand") {
    const [, digits] = /^\s*(\d{1,7})\s*$/.exec(typed) ?? [];
    if (digits === undefined || Number(digits) > MAX_UNITS || !/^\d+$/.test(was)) return "not_a_number";
    return Number(digits) === Number(was) ? null : { onHand: { from: Number(was), to: Number(digits) } };
  }
  if (typed.trim() === "" && field === "compareAt")
    return was === "" ? null : { compareAt: { from: BigInt(was), to: null } };
  const amount = readAmount(typed, currency);
  if (typeof amount === "string") return amount;
  if (String(amount) === was) return null;
  if (field === "price") return { price: { from: BigInt(was), to: amount } };
  return { compareAt: { from: was === "" ? null : BigInt(was), to: amount } };
}

function readAmount(typed: string, currency: string): bigint | CellFault {
  try {
    return parseTypedMoney(typed, currency).amountMinor;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    if (error.fault === "ambiguous") return "ambiguous";
    return error.fault === "not_an_amount" ? "not_an_amount" : "too_fine";
  }
}

/** What is done with many products at once. */
export type BulkStep =
  | { kind: "status"; to: ProductStatus }
  | { kind: "taxClass"; to: TaxClass }
  | { kind: "tag"; name: string }
  | { kind: "collection"; title: string }
  | { kind: "price"; change: PriceChange };

export type BulkProduct = ListedProduct & { tags: string[]; collections: string[]; taxClass: TaxClass };

/** The edits of a step, and the variants whose price it would bring below zero. */
export function planBulk(
  products: readonly BulkProduct[],
  step: BulkStep,
): { edits: ProductEdit[]; belowZero: string[] } {
  if (step.kind !== "price")
    return { edits: products.flatMap((product) => membership(product, step) ?? []), belowZero: [] };
  const belowZero: string[] = [];
  const edits = products.flatMap((product): ProductEdit[] => {
    const variants = product.variants.flatMap((variant) => {
      const to = changePrice(variant.price, step.change);
      if (!to) belowZero.push(nameOf(product, variant));
      return to && to.amountMinor !== variant.price.amountMinor ? [priceEdit(variant, to.amountMinor)] : [];
    });
    return variants.length > 0 ? [{ productId: product.id, variants }] : [];
  });
  return { edits, belowZero };
}

/** @returns null for a product that is so already */
function membership(
  { id: productId, status, taxClass, tags, collections }: BulkProduct,
  step: Exclude<BulkStep, { kind: "price" }>,
): ProductEdit | null {
  const edit = { productId, variants: [] };
  const joins = { from: false, to: true };
  switch (step.kind) {
    case "status":
      return status === step.to ? null : { ...edit, status: { from: status, to: step.to } };
    case "taxClass":
      return taxClass === step.to ? null : { ...edit, taxClass: { from: taxClass, to: step.to } };
    case "tag":
      return tags.includes(step.name) ? null : { ...edit, tag: { name: step.name, ...joins } };
    case "collection":
      return collections.includes(step.title)
        ? null
        : { ...edit, collection: { title: step.title, ...joins } };
  }
}

const priceEdit = ({ id, price }: ListedVariant, to: bigint): VariantEdit => ({
  variantId: id,
  currency: price.currency,
  price: { from: price.amountMinor, to },
});
