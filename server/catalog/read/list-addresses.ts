import "server-only";
import { MAX_ADDRESSES } from "@/domain/catalog/sitemap";
import { db } from "../../platform/db";
import { listCollections } from "./list-collections";
import { hasOffer, offeredVariant } from "./on-sale";

const ROWS_AT_A_TIME = 1_000;
/** The part of what is no product. */
export const PAGES = "pages";
const PRODUCTS = /^products-(\d+)$/;

/** The names of the parts of the sitemap: one of pages and collections, and one for each 10,000 products on sale. */
export async function listParts(): Promise<string[]> {
  return [PAGES, ...(await findFirstSlugs()).map((_, index) => `products-${index + 1}`)];
}

/** The paths of a part, in the order of the alphabet; none of a part that there is not. */
export async function listAddresses(part: string): Promise<string[]> {
  if (part === PAGES) {
    const collections = await listCollections();
    return ["/", "/collections/all", ...collections.map(({ slug }) => `/collections/${slug}`)];
  }
  const first = (await findFirstSlugs())[Number(PRODUCTS.exec(part)?.[1]) - 1];
  return first === undefined ? [] : readProducts(first);
}

/** The first product of each part. SQL: a window function numbers the rows of the index of slugs. */
async function findFirstSlugs(): Promise<string[]> {
  const rows = await db().$queryRaw<{ slug: string }[]>`
    SELECT slug FROM (SELECT slug, row_number() OVER (ORDER BY slug) AS number FROM products p
      WHERE status = 'active' AND ${hasOffer()}) AS numbered
    WHERE (number - 1) % ${MAX_ADDRESSES} = 0 ORDER BY slug`;
  return rows.map(({ slug }) => slug);
}

async function readProducts(first: string): Promise<string[]> {
  const paths: string[] = [];
  for (let from: { gte: string } | { gt: string } | null = { gte: first }; from !== null; ) {
    const rows: { slug: string }[] = await db().product.findMany({
      where: { status: "active", variants: { some: offeredVariant() }, slug: from },
      orderBy: { slug: "asc" },
      select: { slug: true },
      take: Math.min(ROWS_AT_A_TIME, MAX_ADDRESSES - paths.length),
    });
    for (const { slug } of rows) paths.push(`/products/${slug}`);
    const last = rows.at(-1);
    const isDone = !last || rows.length < ROWS_AT_A_TIME || paths.length >= MAX_ADDRESSES;
    from = isDone ? null : { gt: last.slug };
  }
  return paths;
}
