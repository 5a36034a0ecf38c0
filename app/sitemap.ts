import type { MetadataRoute } from "next";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";

// Made when it is asked for: a build has no database.
export const dynamic = "force-dynamic";

const PAGE_SIZE = 100;
// sitemaps.org: one file holds 50,000 addresses at most.
const MAX_PAGES = 490;

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  requireSurface("shop");
  const collections = await listCollections();
  const slugs = await allSlugs();
  const paths = [
    "/",
    "/collections/all",
    ...collections.map(({ slug }) => `/collections/${slug}`),
    ...slugs.map((slug) => `/products/${slug}`),
  ];
  return paths.map((path) => ({ url: new URL(path, env().APP_ORIGIN).href }));
}

async function allSlugs(): Promise<string[]> {
  const slugs: string[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { tiles, hasMore } = await listProducts({ page, pageSize: PAGE_SIZE });
    slugs.push(...tiles.map(({ slug }) => slug));
    if (!hasMore) break;
  }
  return slugs;
}
