import "server-only";
import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import { money } from "@/domain/money";
import { pool } from "../../platform/db";
import { PICTURE_JSON, shownPicture } from "../pictures/show-picture";
import { renderDescription, summarizeDescription } from "./description";

type VariantRow = Pick<VariantView, "id" | "slug" | "sku" | "optionValues" | "isAvailable" | "picture"> & {
  priceMinor: string;
  compareAtMinor: string | null;
  currency: string;
};
type Row = Pick<ProductView, "id" | "slug" | "title" | "vendor" | "tags" | "optionNames" | "collections"> & {
  description: string;
  variants: VariantRow[];
  pictures: Picture[];
};

/** Everything a product's page shows, in one query; null when no product on sale has this slug. */
export async function getProduct(slug: string): Promise<ProductView | null> {
  // PostgreSQL refuses NUL in a text, and an address may hold one.
  if (slug.includes("\0")) return null;
  const { rows } = await pool().query<Row>({ name: "get-product", text: QUERY, values: [slug] });
  const [row] = rows;
  if (!row || row.variants.length === 0) return null;
  const { description, variants, pictures, ...product } = row;
  return {
    ...product,
    descriptionHtml: renderDescription(description),
    summary: summarizeDescription(description),
    variants: variants.map((variant) => toVariant(variant, row.title)),
    pictures: pictures.map((picture) => shownPicture(picture, row.title) ?? picture),
  };
}

function toVariant(
  { priceMinor, compareAtMinor, currency, ...variant }: VariantRow,
  title: string,
): VariantView {
  const price = money(BigInt(priceMinor), currency);
  const compareAt = money(BigInt(compareAtMinor ?? 0), currency);
  return {
    ...variant,
    title: variant.optionValues.join(" / "),
    price,
    compareAt: compareAt.amountMinor > price.amountMinor ? compareAt : null,
    picture: shownPicture(variant.picture, [title, ...variant.optionValues].join(", ")),
  };
}

// Amounts go through JSON as text: a JSON number would lose digits of a bigint.
const QUERY = `
  SELECT p.id, p.slug, p.title, p.vendor, p.tags, p.option_names AS "optionNames", p.description,
    (SELECT coalesce(json_agg(json_build_object(
        'id', v.id, 'slug', v.slug, 'sku', v.sku, 'optionValues', v.option_values,
        'priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text, 'currency', v.currency,
        'isAvailable', v.on_hand > v.reserved,
        'picture', CASE WHEN i.id IS NULL THEN NULL ELSE ${PICTURE_JSON("i")} END) ORDER BY v.position, v.id), '[]')
      FROM variants v LEFT JOIN product_images i ON i.id = v.image_id WHERE v.product_id = p.id) AS variants,
    (SELECT coalesce(json_agg(${PICTURE_JSON("i")} ORDER BY i.position), '[]')
      FROM product_images i WHERE i.product_id = p.id) AS pictures,
    (SELECT coalesce(json_agg(json_build_object('slug', c.slug, 'title', c.title) ORDER BY c.position, c.title), '[]')
      FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
      WHERE cp.product_id = p.id) AS collections
  FROM products p WHERE p.slug = $1 AND p.status = 'active'`;
