import { isGtin } from "@/domain/catalog/gtin";
import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import { decimalText } from "@/domain/money";
import type { Translate } from "@/messages/messages";

/** The picture that stands for a product where only one address can be given: previews, search engines. */
export function picturePath({ base, source, widths }: Picture): string {
  const widest = widths.at(-1);
  return base && widest ? `${base}-${widest}.webp` : source;
}

type Address = (path: string) => string;

// A page says no more of its variants than a search engine reads.
const MAX_VARIANTS = 100;

/** schema.org: the product, of several variants as a group with the offer of each, and the way to it. */
export function productData(product: ProductView, variant: VariantView, origin: string, t: Translate) {
  const url: Address = (path) => new URL(path, origin).href;
  const productUrl = url(`/products/${product.slug}`);
  const [collection] = product.collections;
  const steps = [
    { name: t("shop.product.home"), item: url("/") },
    ...(collection ? [{ name: collection.title, item: url(`/collections/${collection.slug}`) }] : []),
    { name: product.title, item: productUrl },
  ];
  const described = {
    name: product.title,
    description: product.summary,
    url: productUrl,
    image: product.pictures.map((picture) => url(picturePath(picture))),
    ...(product.vendor ? { brand: { "@type": "Brand", name: product.vendor } } : {}),
  };
  return {
    "@context": "https://schema.org",
    "@graph": [
      product.variants.length > 1
        ? {
            "@type": "ProductGroup",
            ...described,
            productGroupID: product.slug,
            variesBy: product.optionNames.map(propertyOf),
            hasVariant: product.variants.slice(0, MAX_VARIANTS).map((one) => variantData(product, one, url)),
          }
        : { "@type": "Product", ...described, ...offerData(product, variant, url) },
      {
        "@type": "BreadcrumbList",
        itemListElement: steps.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
      },
    ],
  };
}

function variantData(product: ProductView, variant: VariantView, url: Address) {
  const image = variant.picture ?? product.pictures[0];
  return {
    "@type": "Product",
    name: [product.title, ...variant.optionValues].join(", "),
    ...(image ? { image: url(picturePath(image)) } : {}),
    additionalProperty: product.optionNames.map((name, index) => ({
      "@type": "PropertyValue",
      name,
      value: variant.optionValues[index],
    })),
    ...offerData(product, variant, url),
  };
}

function offerData({ slug }: ProductView, { sku, barcode, ...variant }: VariantView, url: Address) {
  return {
    ...(sku ? { sku } : {}),
    ...(barcode && isGtin(barcode) ? { gtin: barcode } : {}),
    offers: {
      "@type": "Offer",
      url: url(`/products/${slug}/${variant.slug}`),
      price: decimalText(variant.price),
      priceCurrency: variant.price.currency.toUpperCase(),
      availability: `https://schema.org/${variant.isAvailable ? "InStock" : "OutOfStock"}`,
    },
  };
}

/** The properties that schema.org knows have an address; any other is named as the shop names it. */
function propertyOf(name: string): string {
  const known = { color: "color", colour: "color", size: "size", material: "material", pattern: "pattern" };
  const property = Object.entries(known).find(([one]) => one === name.toLowerCase())?.[1];
  return property ? `https://schema.org/${property}` : name;
}
