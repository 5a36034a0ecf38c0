import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { chooseVariant, type ProductView, type VariantView } from "@/domain/catalog/product";
import { statedWays } from "@/domain/shipping/stated-ways";
import { findNewSlug, getProduct } from "@/server/catalog/read/get-product";
import { listProducts } from "@/server/catalog/read/list-products";
import { getPriceNote } from "@/server/content/price-note";
import { env, shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { isSentToCountry, likelyCountry, shippingFromTo } from "@/server/settings/shipping-shop";
import { ProductBuy } from "@/ui/shop/product/buy/product-buy";
import { PriceNote } from "@/ui/shop/product/price-note";
import { picturePath, productData } from "@/ui/shop/product/product-data";
import { ProductGallery } from "@/ui/shop/product/product-gallery";
import { ProductText } from "@/ui/shop/product/product-text";
import { RelatedProducts } from "@/ui/shop/product/related-products";
import { StructuredData } from "@/ui/shop/product/structured-data";
import { ShippingNote } from "@/ui/shop/shipping/shipping-note";
import { addToCart } from "../../cart/actions";

const RELATED = 4;

export async function productMetadata(slug: string, variantSlug?: string): Promise<Metadata> {
  const product = await getProduct(slug);
  const variant = product && chooseVariant(product, variantSlug);
  const t = await getTranslations();
  if (!variant) return { title: t("site.notFound.pageTitle") };
  const picture = variant.picture ?? product.pictures[0];
  const { title } = product;
  const chosen = variantSlug === undefined ? "" : variant.optionValues.join(", ");
  return {
    title: chosen ? t("shop.product.titleOfVariant", { title, variant: chosen }) : product.pageTitle,
    description: product.summary,
    // The variants' pages differ in little: search engines are told which one stands for all.
    ...(product.isListed ? {} : { robots: { index: false } }),
    alternates: { canonical: `/products/${slug}` },
    openGraph: {
      title,
      description: product.summary,
      ...(picture ? { images: [{ url: picturePath(picture), alt: picture.alt }] } : {}),
    },
  };
}

/** One product with one of its variants chosen; without a variant the first that can be bought. */
export async function showProduct(slug: string, variantSlug?: string) {
  requireSurface("shop");
  const product = await getProduct(slug);
  const variant = product && chooseVariant(product, variantSlug);
  if (!variant) {
    const moved = product ? null : await findNewSlug(slug);
    if (moved === null) notFound();
    permanentRedirect(
      `/products/${moved}${variantSlug === undefined ? "" : `/${encodeURIComponent(variantSlug)}`}`,
    );
  }
  const [collection] = product.collections;
  const { zones, workingDays } = settings("shipping");
  const shop = { ...env(), ways: statedWays(zones), workingDays };
  return (
    <div className="page pt-2 pb-20 lg:pt-4 lg:pb-28">
      <div className="grid gap-y-8 md:grid-cols-12 md:gap-x-6">
        <ProductGallery product={product} variant={variant} />
        <div className="md:col-span-5 lg:ps-6 xl:col-span-4 xl:col-start-9 xl:ps-0">
          <ProductBuy
            product={product}
            variant={variant}
            locale={shopLocale()}
            timeZone={shopTimeZone()}
            action={addToCart}
            note={<PriceNote {...(await getPriceNote())} isSent={variant.requiresShipping} />}
            shipping={shippingNote(product, variant)}
          />
          <ProductText descriptionHtml={product.descriptionHtml} sku={variant.sku} safety={product.safety} />
        </div>
      </div>
      {collection ? (
        <RelatedProducts collection={collection} tiles={await relatedTo(product, collection.slug)} />
      ) : null}
      <StructuredData data={productData(product, variant, shop, await getTranslations())} />
    </div>
  );
}

/** What sending one piece begins with; null for what is not sent. */
function shippingNote({ shipsTo }: ProductView, { requiresShipping, grams, price }: VariantView) {
  const country = likelyCountry();
  const isSent = isSentToCountry(shipsTo, country);
  const from = isSent ? shippingFromTo({ subtotalMinor: price.amountMinor, grams }, country) : null;
  if (!requiresShipping || (isSent && !from)) return null;
  return <ShippingNote from={from} country={country} price={price} locale={shopLocale()} />;
}

async function relatedTo(product: ProductView, collectionSlug: string) {
  const { tiles } = await listProducts({ collectionSlug, pageSize: RELATED + 1 });
  return tiles.filter(({ slug }) => slug !== product.slug).slice(0, RELATED);
}
