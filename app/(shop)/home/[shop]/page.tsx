import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { LinkButton } from "@/ui/kit/form/link-button";
import { CollectionRow } from "@/ui/shop/collection/collection-row";
import { Hero } from "@/ui/shop/collection/hero";
import { ProductGrid } from "@/ui/shop/collection/product-grid";
import { ShopIsEmpty } from "@/ui/shop/collection/shop-is-empty";
import { shopWords } from "@/ui/shop/collection/shop-words";
import { picturePath } from "@/ui/shop/product/product-data";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

const SHOWN = 13;

export async function generateMetadata(): Promise<Metadata> {
  const [collections, { tiles }] = await Promise.all([listCollections(), listProducts({ pageSize: SHOWN })]);
  const { sentence, picture } = shopWords({ tiles, collections }, settings("shop"), await getTranslations());
  return {
    ...(sentence ? { description: sentence } : {}),
    alternates: { canonical: "/" },
    openGraph: {
      type: "website",
      title: settings("shop").name,
      ...(sentence ? { description: sentence } : {}),
      ...(picture ? { images: [{ url: picturePath(picture), alt: picture.alt }] } : {}),
    },
  };
}

type HomeProps = { params: Promise<{ shop: string }> };

/** `/` is rewritten to `/home/shop` (next.config.js), so that it is made at its first request and kept. */
export default async function HomePage({ params }: HomeProps) {
  requireSurface("shop");
  if ((await params).shop !== "shop") notFound();
  const [collections, { tiles, hasMore }] = await Promise.all([
    listCollections(),
    listProducts({ pageSize: SHOWN }),
  ]);
  if (tiles.length === 0) return <ShopIsEmpty />;
  const t = await getTranslations();
  return (
    <>
      <Hero {...shopWords({ tiles, collections }, settings("shop"), t)} />
      <div className="page grid gap-y-20 py-16 lg:gap-y-28 lg:py-24">
        {collections.length > 0 ? (
          <div id="collections" className="scroll-mt-8">
            <CollectionRow collections={collections} />
          </div>
        ) : null}
        <section aria-labelledby="things">
          <h2 id="things" className="mb-8 font-heading text-title font-semibold lg:mb-10">
            {t("shop.home.newOnTheShelf")}
          </h2>
          <ProductGrid tiles={tiles} locale={shopLocale()} hasLeading />
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
