import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Picture, ProductTile } from "@/domain/catalog/product";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { LinkButton } from "@/ui/kit/form/link-button";
import { CollectionRow } from "@/ui/shop/collection/collection-row";
import { Hero } from "@/ui/shop/collection/hero";
import { ProductGrid } from "@/ui/shop/collection/product-grid";
import { ShopIsEmpty } from "@/ui/shop/collection/shop-is-empty";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

// The shop's own words. Change them with the picture below when you sell something else.
const TITLE = "Small things for the way home";
const SENTENCE = "Hooks, mugs, lamps and bells for the first ten minutes behind your own door.";
const DEMO_HERO: Picture = {
  alt: "Things from the shop on a warm paper ground in soft light from the left",
  base: "/demo/hero",
  source: "/demo/hero-1440.webp",
  widths: [960, 1440, 1920],
  width: 1920,
  height: 1080,
};

export const metadata: Metadata = { description: SENTENCE, alternates: { canonical: "/" } };

type HomeProps = { params: Promise<{ shop: string }> };

/** `/` is rewritten to `/home/shop` (next.config.js), so that it is made at its first request and kept. */
export default async function HomePage({ params }: HomeProps) {
  requireSurface("shop");
  if ((await params).shop !== "shop") notFound();
  const [collections, { tiles, hasMore }] = await Promise.all([
    listCollections(),
    listProducts({ pageSize: 13 }),
  ]);
  if (tiles.length === 0) return <ShopIsEmpty />;
  return (
    <>
      <Hero title={TITLE} sentence={SENTENCE} picture={heroOf(tiles)} />
      <div className="page grid gap-y-20 py-16 lg:gap-y-28 lg:py-24">
        {collections.length > 0 ? <CollectionRow collections={collections} /> : null}
        <section aria-labelledby="things">
          <h2 id="things" className="mb-8 font-heading text-title font-semibold lg:mb-10">
            New on the shelf
          </h2>
          <ProductGrid tiles={tiles} locale={env().SHOP_LOCALE} hasLeading />
          {hasMore ? (
            <LinkButton href="/collections/all" prefetch={false} tone="plain" className="mt-14">
              See everything
            </LinkButton>
          ) : null}
        </section>
      </div>
    </>
  );
}

/** The demo's picture belongs to the demo's things; another catalog shows its own first one. */
function heroOf(tiles: ProductTile[]): Picture | null {
  const isDemo = tiles.some(({ picture }) => picture?.source.startsWith("/demo/"));
  return isDemo ? DEMO_HERO : (tiles.find(({ picture }) => picture)?.picture ?? null);
}
