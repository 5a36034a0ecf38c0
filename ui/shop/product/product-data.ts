import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import { decimalText } from "@/domain/money";
import type { Translate } from "@/messages/messages";

/** The picture that stands for a product where only one address can be given: previews, search engines. */
export function picturePath({ base, source, widths }: Picture): string {
  const widest = widths.at(-1);
  return base && widest ? `${base}-${widest}.webp` : source;
}

/** schema.org: the product with the offer that the page shows, and the way to it. */
export function productData(product: ProductView, variant: VariantView, origin: string, t: Translate) {
  const url = (path: string) => new URL(path, origin).href;
  const productUrl = url(`/products/${product.slug}`);
  const [collection] = product.collections;
  const steps = [
    { name: t("shop.product.home"), item: url("/") },
    ...(collection ? [{ name: collection.title, item: url(`/collections/${collection.slug}`) }] : []),
    { name: product.title, item: productUrl },
  ];
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Product",
        name: product.title,
        description: product.summary,
        url: productUrl,
        image: product.pictures.map((picture) => url(picturePath(picture))),
        ...(product.vendor ? { brand: { "@type": "Brand", name: product.vendor } } : {}),
        ...(variant.sku ? { sku: variant.sku } : {}),
        offers: {
          "@type": "Offer",
          url: url(`/products/${product.slug}/${variant.slug}`),
          price: decimalText(variant.price),
          priceCurrency: variant.price.currency.toUpperCase(),
          availability: `https://schema.org/${variant.isAvailable ? "InStock" : "OutOfStock"}`,
        },
      },
      {
        "@type": "BreadcrumbList",
        itemListElement: steps.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
      },
    ],
  };
}
