import "server-only";
import { NO_SAFETY, SAFETY_FIELDS, type Safety } from "@/domain/catalog/safety";
import { DEFAULT_CLASS } from "@/domain/tax/classes";
import type { ImageDraft, ProductChange, ProductDraft, VariantChange, VariantDraft } from "./product-draft";
import { ProductRefused, variantKey } from "./product-draft";
import type { SavedProduct, SavedVariant } from "./read-saved-product";

/** What becomes of the stock of a known variant: it stays, is what is given, or grows by it. */
export type StockRule = "keep" | "set" | "add";

export type Merged = {
  draft: ProductDraft;
  removals: string[];
  keptStock: number;
  withoutStock: number;
  notCounted: number;
};

/**
 * The whole product as it is to be: what the change says, and for the rest what is stored.
 * @throws ProductRefused when it is not clear which variants are meant, or a new one lacks what it needs.
 */
export function mergeProduct(
  change: ProductChange,
  saved: SavedProduct | undefined,
  stock: StockRule,
): Merged {
  const pairs = pairVariants(change, saved);
  const images = mergeImages(change, saved);
  const draft: ProductDraft = {
    handle: change.handle ?? saved?.handle ?? change.slug,
    slug: change.newSlug ?? saved?.slug ?? change.slug,
    title: textOf(change.title, saved?.title),
    description: textOf(change.description, saved?.description),
    vendor: textOf(change.vendor, saved?.vendor),
    kind: textOf(change.kind, saved?.kind),
    tags: change.tags ?? saved?.tags ?? [],
    status: statusOf(change, saved),
    taxClass: change.taxClass ?? saved?.taxClass ?? DEFAULT_CLASS,
    shipsTo: change.shipsTo ?? saved?.shipsTo ?? [],
    shipsAlone: change.shipsAlone ?? saved?.shipsAlone ?? false,
    ...mergeSafety(change, saved),
    seoTitle: change.seoTitle ?? saved?.seoTitle ?? "",
    seoText: change.seoText ?? saved?.seoText ?? "",
    optionNames: change.optionNames ?? saved?.optionNames ?? [],
    variants: pairs.map(({ wanted, known }) => mergeVariant(wanted, known, { saved, images, stock })),
    images,
  };
  if (change.collections) draft.collections = change.collections;
  return {
    draft,
    removals: saved ? removalsOf(saved, draft) : [],
    keptStock: stock === "keep" ? pairs.filter(hasOtherStock).length : 0,
    withoutStock: pairs.filter(({ wanted, known }) => {
      return !known && wanted?.onHand == null && isCounted(wanted, known);
    }).length,
    notCounted: draft.variants.filter((variant) => !variant.isCounted).length,
  };
}

/** What is stored, where nothing is said or a file says the same: it loses the spaces around a text and other line ends. */
function textOf(wanted: string | undefined, saved: string | undefined): string {
  if (wanted === undefined || wanted === saved?.replace(/\r\n/g, "\n").trim()) return saved ?? wanted ?? "";
  return wanted;
}

function mergeSafety(change: ProductChange, saved: SavedProduct | undefined): Safety {
  const texts = Object.fromEntries(
    SAFETY_FIELDS.map((field) => [field, textOf(change[field], saved?.[field])]),
  );
  const guaranteeYears = change.guaranteeYears ?? saved?.guaranteeYears ?? 0;
  return { ...NO_SAFETY, ...texts, guaranteeYears };
}

/** What is said of a variant and what is stored of it; at least one of the two. */
type Pair = { wanted?: VariantChange | undefined; known?: SavedVariant | undefined };

function hasOtherStock({ wanted, known }: Pair): boolean {
  return known !== undefined && wanted?.onHand != null && wanted.onHand !== known.onHand;
}

/** Nothing said keeps the status; "published" alone moves between draft and active and leaves the archive alone. */
function statusOf(change: ProductChange, saved: SavedProduct | undefined): ProductDraft["status"] {
  const status = change.status ?? saved?.status ?? "active";
  if ((status === "active" || status === "unlisted") && change.isPublished === false) return "draft";
  const isRaised = change.status === undefined && status === "draft" && change.isPublished === true;
  return isRaised ? "active" : status;
}

function pairVariants({ variants, optionNames }: ProductChange, saved: SavedProduct | undefined): Pair[] {
  const stored = saved?.variants ?? [];
  if (!variants) {
    if (!saved) throw new ProductRefused(["The product is new and has no price. Enter one."]);
    return stored.map((known) => ({ known }));
  }
  if (variants.some(({ optionValues }) => optionValues !== undefined)) {
    const names = optionNames ?? saved?.optionNames ?? [];
    const byId = new Map(stored.map((known) => [known.id, known]));
    const named = new Set(variants.map(({ id }) => id));
    const byKey = new Map(
      stored.filter(({ id }) => !named.has(id)).map((known) => [variantKey(known.optionValues), known]),
    );
    return variants.map(({ optionValues = [], ...rest }) => {
      const wanted = {
        ...rest,
        optionValues: optionValues.slice(0, Math.max(names.length, lastOf(optionValues))),
      };
      return { wanted, known: byId.get(rest.id ?? "") ?? byKey.get(variantKey(wanted.optionValues)) };
    });
  }
  if (stored.length === 0) return variants.map((wanted) => ({ wanted }));
  return pairWithoutOptions(variants, stored);
}

/** How many option values there are up to the last that is not empty. */
const lastOf = (values: string[]) => values.findLastIndex((value) => value !== "") + 1;

/** Each change goes to the variant of its SKU, or to the only one; the others stay. */
function pairWithoutOptions(variants: VariantChange[], stored: SavedVariant[]): Pair[] {
  const [only] = stored;
  if (stored.length === 1 && variants.length === 1) return [{ wanted: variants[0], known: only }];
  const found = new Map<SavedVariant, VariantChange>();
  for (const wanted of variants) {
    const meant = stored.filter(({ sku }) => sku !== null && sku === wanted.sku);
    const [known] = meant;
    if (!known || meant.length > 1 || found.has(known))
      throw new ProductRefused([unclear(wanted, stored.length)]);
    found.set(known, wanted);
  }
  return stored.map((known) => ({ known, wanted: found.get(known) }));
}

function unclear({ sku }: VariantChange, count: number): string {
  const has = `The product has ${count} ${count === 1 ? "variant" : "variants"}`;
  const reason = sku ? `not exactly one of them has the SKU "${sku}"` : "the row does not say which it means";
  return `${has}, and ${reason}. Give the file the columns of the options, or the SKU of each variant.`;
}

type MergeContext = { saved: SavedProduct | undefined; images: ImageDraft[]; stock: StockRule };

function mergeVariant(
  wanted: VariantChange = {},
  known: SavedVariant | undefined,
  context: MergeContext,
): VariantDraft {
  const priceMinor = wanted.priceMinor ?? (known && BigInt(known.priceMinor));
  const currency = wanted.currency ?? known?.currency;
  const optionValues = wanted.optionValues ?? known?.optionValues ?? [];
  if (priceMinor === undefined || currency === undefined) {
    const name = optionValues.join(" / ") || "The product";
    throw new ProductRefused([`${name} is new and has no price. Enter one.`]);
  }
  const storedCompareAt = known?.compareAtMinor == null ? null : BigInt(known.compareAtMinor);
  const storedImage = context.saved?.images.find(({ id }) => id === known?.imageId)?.source;
  // A picture that goes takes its place at the variant along.
  const keptImage = context.images.some(({ source }) => source === storedImage) ? storedImage : undefined;
  return {
    id: known?.id,
    optionValues,
    sku: wanted.sku === undefined ? (known?.sku ?? null) : wanted.sku,
    barcode: wanted.barcode === undefined ? (known?.barcode ?? null) : wanted.barcode,
    priceMinor,
    compareAtMinor: wanted.compareAtMinor === undefined ? storedCompareAt : wanted.compareAtMinor,
    currency,
    ...stockOf(wanted, known, context.stock),
    isCounted: isCounted(wanted, known),
    grams: wanted.grams ?? known?.grams ?? 0,
    requiresShipping: wanted.requiresShipping ?? known?.requiresShipping ?? true,
    ...(wanted.content === undefined
      ? { content: known?.content ?? null, reference: known?.reference ?? null }
      : { content: wanted.content, reference: wanted.reference ?? null }),
    imageSource: wanted.imageSource === undefined ? (keptImage ?? null) : wanted.imageSource,
  };
}

const isCounted = (wanted: VariantChange = {}, known: SavedVariant | undefined) =>
  wanted.isCounted ?? known?.isCounted ?? true;

function stockOf(wanted: VariantChange, known: SavedVariant | undefined, rule: StockRule) {
  const given = wanted.onHand ?? null;
  if (!known || rule === "set") return { onHand: given, addedUnits: wanted.addedUnits };
  return { onHand: null, addedUnits: rule === "add" ? (given ?? 0) : 0 };
}

/** The stored pictures where none are named; one that only a variant names is added to them. */
function mergeImages({ images, variants }: ProductChange, saved: SavedProduct | undefined): ImageDraft[] {
  if (images) return images;
  const stored: ImageDraft[] = (saved?.images ?? []).map(({ source, alt }) => ({ source, alt }));
  const known = new Set(stored.map(({ source }) => source));
  const named = new Set((variants ?? []).flatMap(({ imageSource }) => imageSource ?? []));
  return [
    ...stored,
    ...[...named].filter((source) => !known.has(source)).map((source) => ({ source, alt: "" })),
  ];
}

/** The names of what is stored and not in the draft. A text that is another one is changed, not removed. */
function removalsOf(saved: SavedProduct, draft: ProductDraft): string[] {
  const kept = new Map(draft.variants.map((variant) => [variant.id, variant]));
  const nameOf = ({ optionValues }: SavedVariant) =>
    `the variant ${optionValues.join(" / ") || "without options"}`;
  const addresses = new Set(draft.images.map(({ source }) => withoutVersion(source)));
  return [
    ...saved.variants.filter(({ id }) => !kept.has(id)).map(nameOf),
    ...saved.images
      .filter(({ source }) => !addresses.has(withoutVersion(source)))
      .map(({ source }) => `the picture ${source}`),
    ...(["title", "description", "vendor", "kind"] as const)
      .filter((field) => saved[field].trim() !== "" && draft[field].trim() === "")
      .map((field) => (field === "kind" ? "the type" : `the ${field}`)),
    ...(saved.tags.length > 0 && draft.tags.length === 0 ? ["the tags"] : []),
    ...saved.variants
      .filter(({ sku, id }) => sku && kept.get(id)?.sku === null)
      .map(({ sku }) => `the SKU ${sku}`),
    ...saved.images
      .filter(({ source, alt }) => alt && draft.images.find((image) => image.source === source)?.alt === "")
      .map(({ alt }) => `the picture's description "${alt}"`),
  ];
}

/** Shops write a new version of a picture as another "?v=" behind the same address. */
function withoutVersion(source: string): string {
  return /^https?:/i.test(source) ? source.replace(/\?.*$/, "") : source;
}
