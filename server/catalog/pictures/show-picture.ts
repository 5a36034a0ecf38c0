import "server-only";
import type { Picture } from "@/domain/catalog/product";

/** SQL that makes a JSON object of a row of product_images, for `shownPicture`. */
export const PICTURE_JSON = (row: string) =>
  `json_build_object('alt', ${row}.alt, 'base', ${row}.base, 'source', ${row}.source,
     'widths', ${row}.widths, 'width', ${row}.width, 'height', ${row}.height)`;

/** The first picture of a product, null when it has none. `product` is the SQL of its id. */
export const FIRST_PICTURE_JSON = (product: string) =>
  `(SELECT ${PICTURE_JSON("i")} FROM product_images i WHERE i.product_id = ${product} ORDER BY i.position LIMIT 1)`;

/** An unnamed picture is described by what it shows: the product's title. */
export function shownPicture(picture: Picture | null, title: string): Picture | null {
  return picture && { ...picture, alt: picture.alt || title };
}
