import "server-only";
import type { Picture } from "@/domain/catalog/product";
import { Prisma } from "../../platform/db";

/** The columns of a picture for `shownPicture`. */
export const PICTURE = {
  alt: true,
  base: true,
  source: true,
  widths: true,
  width: true,
  height: true,
} satisfies Prisma.ProductImageSelect;

/** SQL for the first picture of a product as JSON, null when it has none; `product` is the SQL of its id. */
export const firstPicture = (product: Prisma.Sql) => Prisma.sql`
  (SELECT json_build_object('alt', i.alt, 'base', i.base, 'source', i.source,
                            'widths', i.widths, 'width', i.width, 'height', i.height)
   FROM product_images i WHERE i.product_id = ${product} ORDER BY i.position LIMIT 1)`;

/** A picture without a description of its own is described by its product's title. */
export function shownPicture(picture: Picture | null, title: string): Picture | null {
  return picture && { ...picture, alt: picture.alt || title };
}
