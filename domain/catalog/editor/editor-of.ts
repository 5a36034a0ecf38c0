import { decimalText, money } from "../../money.ts";
import { DEFAULT_CLASS } from "../../tax/classes.ts";
import { safetyOf } from "../safety.ts";
import type { ProductSnapshot, VariantSnapshot } from "../versions/product-snapshot.ts";
import { type Fields, type Row, withRows } from "./editor-fields.ts";

/** A zone of the shop's shipping. */
export type EditorZone = { id: string; name: string };

/**
 * The fields of the editor for a product as it is stored.
 * @param collections the titles of all of the shop's
 */
export function editorOf(
  product: ProductSnapshot & { id: string; version: number },
  collections: string[],
  zones: readonly EditorZone[] = [],
): Fields {
  const { id, version, title, description, vendor, kind, status, taxClass, seoTitle, seoText, slug } =
    product;
  const chosen = new Set(product.collections.map((one) => one.title));
  const texts = {
    id,
    seen: String(version),
    title,
    description,
    vendor,
    kind,
    status,
    taxClass,
    ...safetyOf(product),
    guaranteeYears: product.guaranteeYears === 0 ? "" : String(product.guaranteeYears),
    seoTitle,
    seoText,
    slug,
  };
  const options = product.optionNames.map((name, at): Row => {
    const values = [...new Set(product.variants.map(({ optionValues }) => optionValues[at] ?? ""))];
    return { name, values: values.join("\n"), was: JSON.stringify(values) };
  });
  const pictures = product.images.map(({ source, alt, base, widths }, at): Row => {
    const thumb = base && widths[0] ? `${base}-${widths[0]}.webp` : "";
    return { source, alt, thumb, place: String(at + 1) };
  });
  const named = collections.map((one): Row => ({ title: one, chosen: chosen.has(one) ? "on" : "" }));
  let fields: Fields = {
    ...{ ...texts, tags: product.tags.join(", ") },
    shipsAlone: product.shipsAlone ? "on" : "",
  };
  fields = withRows(fields, "zone", zoneRows(zones, product.shipsTo));
  fields = withRows(fields, "option", options);
  fields = withRows(fields, "variant", product.variants.map(variantRow));
  fields = withRows(fields, "picture", pictures);
  return withRows(fields, "collection", named);
}

/** The fields of a new product: one variant, hidden until it is published. */
export function emptyEditor(collections: string[], zones: readonly EditorZone[] = []): Fields {
  const variant = { id: "", values: "[]", price: "", ships: "on", counted: "on", onHand: "0" };
  const named = collections.map((title): Row => ({ title, chosen: "" }));
  const fields = withRows({ id: "", seen: "0", status: "draft", taxClass: DEFAULT_CLASS }, "variant", [
    variant,
  ]);
  return withRows(withRows(fields, "zone", zoneRows(zones, [])), "collection", named);
}

function variantRow(variant: VariantSnapshot): Row {
  const { id, optionValues, priceMinor, compareAtMinor, currency, sku, barcode, grams } = variant;
  return {
    ...{ id, values: JSON.stringify(optionValues), sku: sku ?? "", barcode: barcode ?? "" },
    price: decimalText(money(BigInt(priceMinor), currency)),
    compareAt: compareAtMinor === null ? "" : decimalText(money(BigInt(compareAtMinor), currency)),
    grams: String(grams),
    ships: variant.requiresShipping ? "on" : "",
    counted: variant.isCounted ? "on" : "",
    picture: variant.imageSource ?? "",
    content: variant.content ?? "",
    reference: variant.reference ?? "",
  };
}

/** The shop's zones, and those that the product has and that are gone: with nothing but them it is sent nowhere. */
function zoneRows(zones: readonly EditorZone[], shipsTo: readonly string[]): Row[] {
  const gone = shipsTo.filter((id) => !zones.some((zone) => zone.id === id));
  return [...zones, ...gone.map((id) => ({ id, name: id }))].map(({ id, name }) => ({
    ...{ id, name, chosen: shipsTo.includes(id) ? "on" : "" },
  }));
}
