import { expect, it } from "vitest";
import type { ProductView, VariantView } from "../../../domain/catalog/product.ts";
import { NO_SAFETY } from "../../../domain/catalog/safety.ts";
import { parseShippingRates } from "../../../domain/checkout/shipping.ts";
import { money, parseTypedMoney } from "../../../domain/money.ts";
import { translator } from "../../../messages/messages.ts";
import { productData } from "../../../ui/shop/product/product-data.ts";

const t = translator("en-IE");
const shop = (rates: string) => ({
  APP_ORIGIN: "https://shop.example",
  SHOP_CURRENCY: "eur",
  ways: parseShippingRates(rates, (text) => parseTypedMoney(text, "eur").amountMinor).map((rate) => ({
    rate,
    countries: ["IE", "DE"],
  })),
  workingDays: [1, 2, 3, 4, 5],
});
const variant = (slug: string, requiresShipping = true): VariantView => ({
  ...{
    id: slug,
    slug,
    title: slug,
    sku: null,
    barcode: null,
    optionValues: [slug],
    price: money(2200n, "eur"),
  },
  ...{
    prior: null,
    unitPrice: null,
    isAvailable: true,
    requiresShipping,
    grams: 0,
    heldUntil: null,
    picture: null,
  },
});
const product = (...variants: VariantView[]): ProductView => ({
  ...{
    id: "p",
    slug: "mug",
    shipsTo: [],
    isListed: true,
    title: "Mug",
    vendor: "",
    tags: [],
    descriptionHtml: "",
    pageTitle: "",
    summary: "",
  },
  ...{ optionNames: ["Color"], variants, pictures: [], collections: [], safety: NO_SAFETY },
});

/** The graph of a product's page, as a search engine reads it. */
function graphOf(rates: string, ...variants: VariantView[]) {
  const [first] = variants;
  if (!first) throw new Error("a product has a variant");
  const data = JSON.stringify(productData(product(...variants), first, shop(rates), t));
  return JSON.parse(data)["@graph"] as Record<string, unknown>[];
}

const RATES = "Standard:5.00:2-4:post;Express:0.00:1-2";

it("D28: offers say how they are sent: price, countries and working days of each rate, once in a page", () => {
  const graph = graphOf(RATES, variant("clay"), variant("moss"));
  const ways = graph.filter((node) => node["@type"] === "OfferShippingDetails");
  expect(ways).toHaveLength(2);
  expect(ways[0]).toMatchObject({
    "@id": "https://shop.example/#shipping-post",
    name: "Standard",
    shippingRate: { "@type": "MonetaryAmount", value: "5.00", currency: "EUR" },
    shippingDestination: [
      { "@type": "DefinedRegion", addressCountry: "IE" },
      { "@type": "DefinedRegion", addressCountry: "DE" },
    ],
    deliveryTime: {
      "@type": "ShippingDeliveryTime",
      transitTime: { "@type": "QuantitativeValue", minValue: 2, maxValue: 4, unitCode: "DAY" },
      businessDays: { dayOfWeek: expect.arrayContaining(["https://schema.org/Monday"]) },
    },
  });
  expect(ways[1]).toMatchObject({ name: "Express", shippingRate: { value: "0.00" } });
  const shippingDetails = ways.map((way) => ({ "@id": way["@id"] }));
  expect(graph[0]).toMatchObject({
    hasVariant: [{ offers: { shippingDetails } }, { offers: { shippingDetails } }],
  });
  expect(graphOf(RATES, variant("clay"))[0]).toMatchObject({ offers: { shippingDetails } });
});

it("an offer says what is struck through, and nothing where nothing is", () => {
  const reduced = graphOf(RATES, { ...variant("clay"), prior: money(2500n, "eur") })[0];
  expect(reduced).toMatchObject({
    offers: {
      price: "22.00",
      priceSpecification: [{ priceType: "https://schema.org/StrikethroughPrice", price: "25.00" }],
    },
  });
  expect(JSON.stringify(graphOf(RATES, variant("clay"))[0])).not.toContain("priceSpecification");
});

it("an offer says of how much its price is said, and a product who made it", () => {
  const soap = {
    ...variant("soap"),
    unitPrice: { price: money(8800n, "eur"), per: "1 kg", content: "250 g" },
  };
  const safety = { ...NO_SAFETY, manufacturer: "Clean & Co", manufacturerContact: "safe@clean.test" };
  const data = productData({ ...product(soap), safety }, soap, shop(RATES), t);
  expect(JSON.parse(JSON.stringify(data))["@graph"][0]).toMatchObject({
    manufacturer: { name: "Clean & Co", email: "safe@clean.test" },
    offers: {
      priceSpecification: [
        {
          price: "22.00",
          referenceQuantity: {
            ...{ value: "250", unitCode: "GRM" },
            valueReference: { value: "1", unitCode: "KGM" },
          },
        },
      ],
    },
  });
  expect(JSON.stringify(graphOf(RATES, variant("clay"))[0])).not.toContain("manufacturer");
});

it("D28: what is not sent has no shipping, and a product without settings of the kind no return policy", () => {
  const mixed = graphOf(RATES, variant("print"), variant("file", false));
  expect(mixed[0]).toMatchObject({ hasVariant: [{ offers: { shippingDetails: [{}, {}] } }, {}] });
  expect(JSON.stringify((mixed[0] as { hasVariant: unknown[] }).hasVariant[1])).not.toContain("shipping");
  const file = JSON.stringify(graphOf(RATES, variant("file", false)));
  expect(file).not.toMatch(/shipping/i);
  expect(JSON.stringify(mixed)).not.toContain("MerchantReturnPolicy");
});
