import { isGtin } from "@/domain/catalog/gtin";
import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import type { Safety } from "@/domain/catalog/safety";
import { measureCode } from "@/domain/catalog/unit-price";
import { decimalText, type Money, money } from "@/domain/money";
import type { StatedWay } from "@/domain/shipping/stated-ways";
import type { Translate } from "@/messages/messages";

/** The picture that stands for a product where only one address can be given: previews, search engines. */
export function picturePath({ base, source, widths }: Picture): string {
  const widest = widths.at(-1);
  return base && widest ? `${base}-${widest}.webp` : source;
}

type Address = (path: string) => string;

// A page says no more of its variants than a search engine reads.
const MAX_VARIANTS = 100;
const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** What the shop says of itself in a product's data. */
type DataOfShop = {
  APP_ORIGIN: string;
  SHOP_CURRENCY: string;
  ways: StatedWay[];
  /** 1 is Monday. */
  workingDays: readonly number[];
};

/**
 * schema.org: the product, of several variants as a group with the offer of each, how it is sent, and the way to it.
 * No return policy: the shop has no setting for one.
 */
export function productData(product: ProductView, variant: VariantView, shop: DataOfShop, t: Translate) {
  const url: Address = (path) => new URL(path, shop.APP_ORIGIN).href;
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
    ...makerData(product.safety),
    ...(product.vendor ? { brand: { "@type": "Brand", name: product.vendor } } : {}),
  };
  const shipping = shop.ways.map((way) => shippingData(way, shop, url));
  const ways = shipping.map((details) => ({ "@id": details["@id"] }));
  const isSent = product.variants.some(({ requiresShipping }) => requiresShipping);
  return {
    "@context": "https://schema.org",
    "@graph": [
      product.variants.length > 1
        ? {
            "@type": "ProductGroup",
            ...described,
            productGroupID: product.slug,
            variesBy: product.optionNames.map(propertyOf),
            hasVariant: product.variants
              .slice(0, MAX_VARIANTS)
              .map((one) => variantData(product, one, url, ways)),
          }
        : { "@type": "Product", ...described, ...offerData(product, variant, url, ways) },
      {
        "@type": "BreadcrumbList",
        itemListElement: steps.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
      },
      ...(isSent ? shipping : []),
    ],
  };
}

/** Said once in the page; every offer points to it. The days count from the order: packing is in them. */
function shippingData(
  {
    rate: {
      id,
      name,
      amountMinor,
      days: [from, to],
    },
    countries,
  }: StatedWay,
  shop: DataOfShop,
  url: Address,
) {
  const days = (minValue: number, maxValue: number) => ({
    ...{ "@type": "QuantitativeValue", minValue, maxValue, unitCode: "DAY" },
  });
  return {
    "@type": "OfferShippingDetails",
    "@id": url(`/#shipping-${id}`),
    name,
    shippingRate: {
      "@type": "MonetaryAmount",
      value: decimalText(money(amountMinor, shop.SHOP_CURRENCY)),
      currency: shop.SHOP_CURRENCY.toUpperCase(),
    },
    shippingDestination: countries.map((addressCountry) => ({
      ...{ "@type": "DefinedRegion", addressCountry },
    })),
    deliveryTime: {
      "@type": "ShippingDeliveryTime",
      handlingTime: days(0, 0),
      transitTime: days(from, to),
      businessDays: {
        "@type": "OpeningHoursSpecification",
        dayOfWeek: shop.workingDays.map((day) => `https://schema.org/${WEEK[day - 1]}`),
      },
    },
  };
}

type Ways = { "@id": string }[];

function variantData(product: ProductView, variant: VariantView, url: Address, ways: Ways) {
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
    ...offerData(product, variant, url, ways),
  };
}

function offerData({ slug }: ProductView, variant: VariantView, url: Address, ways: Ways) {
  const { sku, barcode } = variant;
  return {
    ...(sku ? { sku } : {}),
    ...(barcode && isGtin(barcode) ? { gtin: barcode } : {}),
    offers: {
      "@type": "Offer",
      url: url(`/products/${slug}/${variant.slug}`),
      price: decimalText(variant.price),
      priceCurrency: variant.price.currency.toUpperCase(),
      ...priceData(variant),
      availability: `https://schema.org/${variant.isAvailable ? "InStock" : "OutOfStock"}`,
      ...(variant.requiresShipping && ways.length > 0 ? { shippingDetails: ways } : {}),
    },
  };
}

/** What search engines strike through, and of how much the price is said. */
function priceData({ price, prior, unitPrice }: VariantView) {
  const specified = (amount: Money, more: object) => ({
    ...{ "@type": "UnitPriceSpecification", ...more },
    ...{ price: decimalText(amount), priceCurrency: amount.currency.toUpperCase() },
  });
  const quantity = (text: string) => ({ "@type": "QuantitativeValue", ...measureCode(text) });
  const specifications = [
    ...(prior ? [specified(prior, { priceType: "https://schema.org/StrikethroughPrice" })] : []),
    ...(unitPrice
      ? [
          specified(price, {
            referenceQuantity: { ...quantity(unitPrice.content), valueReference: quantity(unitPrice.per) },
          }),
        ]
      : []),
  ];
  return specifications.length > 0 ? { priceSpecification: specifications } : {};
}

function makerData({ manufacturer, manufacturerAddress, manufacturerContact }: Safety) {
  if (manufacturer === "") return {};
  const contact = manufacturerContact.includes("@") ? "email" : "url";
  return {
    manufacturer: {
      ...{ "@type": "Organization", name: manufacturer },
      ...(manufacturerAddress ? { address: manufacturerAddress.split("\n").join(", ") } : {}),
      ...(manufacturerContact ? { [contact]: manufacturerContact } : {}),
    },
  };
}

/** The properties that schema.org knows have an address; any other is named as the shop names it. */
function propertyOf(name: string): string {
  const known = { color: "color", colour: "color", size: "size", material: "material", pattern: "pattern" };
  const property = Object.entries(known).find(([one]) => one === name.toLowerCase())?.[1];
  return property ? `https://schema.org/${property}` : name;
}
