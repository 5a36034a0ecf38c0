import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { getHome } from "@/server/content/home/get-home";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { LinkButton } from "@/ui/kit/form/link-button";
import { CollectionRow } from "@/ui/shop/collection/collection-row";
import { Hero } from "@/ui/shop/collection/hero";
import { ProductGrid } from "@/ui/shop/collection/product-grid";
import { ShopIsEmpty } from "@/ui/shop/collection/shop-is-empty";
import { shopWords } from "@/ui/shop/collection/shop-words";
import { MadeHome } from "@/ui/shop/home/made-home";
import { picturePath } from "@/ui/shop/product/product-data";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

const SHOWN = 13;

export async function generateMetadata(): Promise<Metadata> {
  const { sentence, picture } = await findOpening();
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

/** What the page opens with: as the merchant made it, or as the shop makes it by itself. */
async function findOpening() {
  const made = await getHome();
  if (made) return { sentence: made.hero.text, picture: made.hero.picture };
  const [collections, { tiles }] = await Promise.all([listCollections(), listProducts({ pageSize: SHOWN })]);
  return shopWords({ tiles, collections }, settings("shop"), await getTranslations());
}

type HomeProps = { params: Promise<{ shop: string }> };

/** `/` is rewritten to `/home/shop` (next.config.js), so that it is made at its first request and kept. */
export default async function HomePage({ params }: HomeProps) {
  requireSurface("shop");
  if ((await params).shop !== "shop") notFound();
  const made = await getHome();
  if (made) return <MadeHome home={made} locale={shopLocale()} />;
  const [collections, { tiles, hasMore }] = await Promise.all([
    listCollections(),
    listProducts({ pageSize: SHOWN }),
  ]);
  if (tiles.length === 0) return <ShopIsEmpty />;
  const t = await getTranslations();
  return (
    <>
      <Hero
        {...shopWords({ tiles, collections }, settings("shop"), t)}
        button={{ title: t("shop.home.seeEverything"), href: "/collections/all" }}
      />
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
