import "server-only";
import { priorPrice } from "@/domain/catalog/price-reduction";
import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import { safetyOf } from "@/domain/catalog/safety";
import { unitPrice } from "@/domain/catalog/unit-price";
import { money } from "@/domain/money";
import { db, type Prisma } from "../../platform/db";
import { PICTURE, shownPicture } from "../pictures/show-picture";
import { renderDescription, summarizeDescription } from "./description";
import { offeredVariant } from "./on-sale";

const shown = () =>
  ({
    id: true,
    slug: true,
    status: true,
    title: true,
    vendor: true,
    tags: true,
    optionNames: true,
    shipsTo: true,
    description: true,
    seoTitle: true,
    seoText: true,
    ...{ manufacturer: true, manufacturerAddress: true, manufacturerContact: true, warnings: true },
    ...{ responsible: true, responsibleAddress: true, responsibleContact: true, guaranteeYears: true },
    variants: {
      where: offeredVariant(),
      orderBy: [{ position: "asc" }, { id: "asc" }],
      include: { image: { select: PICTURE } },
    },
    images: { orderBy: { position: "asc" }, select: PICTURE },
    collections: {
      orderBy: [{ collection: { position: "asc" } }, { collection: { title: "asc" } }],
      select: { collection: { select: { slug: true, title: true } } },
    },
  }) satisfies Prisma.ProductSelect;

type Row = Prisma.ProductGetPayload<{ select: ReturnType<typeof shown> }>;

/** Everything that a product's page shows; null when no product on sale, listed or not, has this slug. */
export async function getProduct(slug: string): Promise<ProductView | null> {
  // PostgreSQL refuses NUL in a text, and an address may hold one.
  if (slug.includes("\0")) return null;
  const row = await db().product.findUnique({
    where: { slug, status: { in: ["active", "unlisted"] } },
    select: shown(),
  });
  if (!row || row.variants.length === 0) return null;
  const { id, description, variants, images, collections, status, seoTitle, seoText } = row;
  const heldUntil = await findHeldUntil(variants);
  return {
    ...{ id, slug: row.slug, title: row.title, vendor: row.vendor, tags: row.tags },
    ...{ optionNames: row.optionNames, shipsTo: row.shipsTo },
    safety: safetyOf(row),
    isListed: status === "active",
    descriptionHtml: renderDescription(description),
    pageTitle: seoTitle || row.title,
    summary: seoText || summarizeDescription(description),
    variants: variants.map((variant) => toVariant(variant, row.title, heldUntil.get(variant.id))),
    pictures: images.map((picture: Picture) => shownPicture(picture, row.title) ?? picture),
    collections: collections.map(({ collection }) => collection),
  };
}

/** The slug of the product that had this one before; null when none had. */
export async function findNewSlug(slug: string): Promise<string | null> {
  if (slug.includes("\0")) return null;
  const found = await db().productAddress.findUnique({
    where: { slug, product: { status: { in: ["active", "unlisted"] } } },
    select: { product: { select: { slug: true } } },
  });
  return found?.product.slug ?? null;
}

/** For variants whose last units are in unpaid orders: when the first of these ends. */
async function findHeldUntil(variants: Row["variants"]): Promise<Map<string, Date>> {
  const held = variants.filter(
    ({ onHand, reserved, isCounted }) => isCounted && onHand > 0 && reserved >= onHand,
  );
  if (held.length === 0) return new Map();
  const holds = await db().stockHold.findMany({
    where: {
      variantId: { in: held.map(({ id }) => id) },
      state: "held",
      order: { paymentState: "awaiting_payment" },
    },
    orderBy: { order: { holdExpiresAt: "desc" } },
    select: { variantId: true, order: { select: { holdExpiresAt: true } } },
  });
  return new Map(holds.map(({ variantId, order }) => [variantId, order.holdExpiresAt]));
}

function toVariant(row: Row["variants"][number], title: string, heldUntil: Date | null = null): VariantView {
  const { id, slug, sku, barcode, optionValues, priceMinor, priorMinor, currency, image } = row;
  const price = money(priceMinor, currency);
  return {
    id,
    slug,
    sku,
    barcode,
    requiresShipping: row.requiresShipping,
    grams: row.grams,
    optionValues,
    title: optionValues.join(" / "),
    price,
    prior: priorPrice(price, priorMinor === null ? null : money(priorMinor, currency)),
    unitPrice: unitPrice(price, row),
    isAvailable: !row.isCounted || row.onHand > row.reserved,
    heldUntil,
    picture: shownPicture(image, [title, ...optionValues].join(", ")),
  };
}
