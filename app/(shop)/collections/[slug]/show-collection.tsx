import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findMovedCollection, getCollection } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { CollectionHead } from "@/ui/shop/collection/collection-head";
import { PageLinks } from "@/ui/shop/collection/page-links";
import { ProductGrid } from "@/ui/shop/collection/product-grid";

const PAGE_SIZE = 25;
const PAGE_NUMBER = /^[1-9]\d{0,4}$/;

/** Every product, whatever its collection; a collection of the shop's own with this slug goes first. */
const EVERYTHING = "all";

export async function collectionMetadata(slug: string, page?: string): Promise<Metadata> {
  const collection = await findCollection(slug);
  const t = await getTranslations();
  if (!collection) return { title: t("site.notFound.pageTitle") };
  const { title, description } = collection;
  return {
    title: page ? t("shop.collection.titleOfPage", { title, page: Number(page) }) : title,
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
  if (!collection) {
    const movedTo = await findMovedCollection(slug);
    if (movedTo) permanentRedirect(pathOf(movedTo, number));
    notFound();
  }
  const { tiles, hasMore } = await listProducts({
    ...(collection.isEverything ? {} : { collectionSlug: slug }),
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
      <ProductGrid tiles={tiles} locale={shopLocale()} hasLeading={number === 1} isFirstOnPage heading="h2" />
      <PageLinks
        former={number > 1 ? pathOf(slug, number - 1) : null}
        next={hasMore ? pathOf(slug, number + 1) : null}
      />
    </div>
  );
}

async function findCollection(slug: string) {
  const collection = await getCollection(slug);
  if (collection) return { ...collection, isEverything: false };
  if (slug !== EVERYTHING) return null;
  const t = await getTranslations();
  return { title: t("shop.collection.everything"), description: "", isEverything: true };
}

const pathOf = (slug: string, page: number) => `/collections/${slug}${page > 1 ? `/${page}` : ""}`;
