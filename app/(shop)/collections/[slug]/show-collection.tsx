import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getCollection } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { CollectionHead } from "@/ui/shop/collection/collection-head";
import { PageLinks } from "@/ui/shop/collection/page-links";
import { ProductGrid } from "@/ui/shop/collection/product-grid";

const PAGE_SIZE = 25;
const PAGE_NUMBER = /^[1-9]\d{0,4}$/;

/** Every product, whatever its collection; a collection of the shop's own with this slug goes first. */
const EVERYTHING = { slug: "all", title: "Everything", description: "" };

export async function collectionMetadata(slug: string, page?: string): Promise<Metadata> {
  const collection = await findCollection(slug);
  if (!collection) return {};
  const { title, description } = collection;
  return {
    title: page ? `${title}, page ${page}` : title,
    ...(description ? { description } : {}),
    alternates: { canonical: pathOf(slug, Number(page ?? 1)) },
  };
}

/** One page of a collection; its first page has no number in its address. */
export async function showCollection(slug: string, page = "1") {
  requireSurface("shop");
  if (!PAGE_NUMBER.test(page)) notFound();
  const number = Number(page);
  const collection = await findCollection(slug);
  if (!collection) notFound();
  const { tiles, hasMore } = await listProducts({
    ...(collection === EVERYTHING ? {} : { collectionSlug: slug }),
    page: number,
    pageSize: PAGE_SIZE,
  });
  if (tiles.length === 0 && number > 1) notFound();
  return (
    <div className="page pt-8 pb-20 lg:pt-12 lg:pb-28">
      <CollectionHead
        title={collection.title}
        description={collection.description}
        isEmpty={tiles.length === 0}
      />
      <ProductGrid
        tiles={tiles}
        locale={env().SHOP_LOCALE}
        hasLeading={number === 1}
        isFirstOnPage
        heading="h2"
      />
      <PageLinks
        former={number > 1 ? pathOf(slug, number - 1) : null}
        next={hasMore ? pathOf(slug, number + 1) : null}
      />
    </div>
  );
}

async function findCollection(slug: string) {
  return (await getCollection(slug)) ?? (slug === EVERYTHING.slug ? EVERYTHING : null);
}

const pathOf = (slug: string, page: number) => `/collections/${slug}${page > 1 ? `/${page}` : ""}`;
