import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
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

// The demo's picture. Change it, and the messages of shop.home, when you sell something else.
const DEMO_HERO: Omit<Picture, "alt"> = {
  base: "/demo/hero",
  source: "/demo/hero-1440.webp",
  widths: [960, 1440, 1920],
  width: 1920,
  height: 1080,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { description: t("shop.home.sentence"), alternates: { canonical: "/" } };
}

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
  const t = await getTranslations();
  return (
    <>
      <Hero
        title={t("shop.home.title")}
        sentence={t("shop.home.sentence")}
        picture={heroOf(tiles, t("shop.home.heroPicture"))}
      />
      <div className="page grid gap-y-20 py-16 lg:gap-y-28 lg:py-24">
        {collections.length > 0 ? <CollectionRow collections={collections} /> : null}
        <section aria-labelledby="things">
          <h2 id="things" className="mb-8 font-heading text-title font-semibold lg:mb-10">
            {t("shop.home.newOnTheShelf")}
          </h2>
          <ProductGrid tiles={tiles} locale={env().SHOP_LOCALE} hasLeading />
          {hasMore ? (
            <LinkButton href="/collections/all" prefetch={false} tone="plain" className="mt-14">
              {t("shop.home.seeEverything")}
            </LinkButton>
          ) : null}
        </section>
      </div>
    </>
  );
}

/** The demo's picture belongs to the demo's things; another catalog shows its own first one. */
function heroOf(tiles: ProductTile[], alt: string): Picture | null {
  const isDemo = tiles.some(({ picture }) => picture?.source.startsWith("/demo/"));
  return isDemo ? { alt, ...DEMO_HERO } : (tiles.find(({ picture }) => picture)?.picture ?? null);
}
