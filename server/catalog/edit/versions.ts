import "server-only";
import { z } from "zod";
import { FieldChange } from "@/domain/catalog/versions/list-changes";
import { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import { requireAdmin } from "../../accounts/session";
import { db, type Tx } from "../../platform/db";
import type { ProductChange } from "../write/product-draft";
import { type EditResult, editProduct } from "./edit-product";

export type VersionRow = {
  number: number;
  at: Date;
  cause: string;
  /** Null where no admin saved it. */
  adminName: string | null;
  importId: string | null;
  changes: FieldChange[];
};

const ROW = { number: true, at: true, cause: true, adminName: true, importId: true, changes: true } as const;

/**
 * The versions of a product, the newest first. @param after only those with a higher number: what others saved since
 * @throws NotSignedInError, NotAllowedError
 */
export async function listVersions(productId: string, after = 0): Promise<VersionRow[]> {
  await requireAdmin("catalog.read");
  const rows = await db().productVersion.findMany({
    where: { productId, number: { gt: after } },
    orderBy: { number: "desc" },
    select: ROW,
  });
  return rows.map(({ changes, ...row }) => ({ ...row, changes: z.array(FieldChange).parse(changes) }));
}

/**
 * Makes a product what it was in one of its versions, as its next version. Its stock stays as it is; a variant that was
 * removed since comes back with the units that it had then.
 * @throws NotSignedInError, NotAllowedError
 */
export async function restoreVersion(
  productId: string,
  number: number,
  options: { expectedVersion?: number | undefined; isRehearsal?: boolean } = {},
): Promise<EditResult> {
  await requireAdmin("catalog.write");
  const change = await versionAsChange(db(), productId, number);
  if (!change) return { kind: "refused", reasons: ["That version is not kept any more."] };
  const { expectedVersion, isRehearsal = false } = options;
  return editProduct({ change, expectedVersion }, { cause: "restore", isRehearsal });
}

/**
 * The change that makes a product what it was in a version, for `saveProduct` with the stock rule "keep". Guards nothing.
 * @returns undefined when that version is not kept
 */
export async function versionAsChange(
  tx: Pick<Tx, "productVersion">,
  productId: string,
  number: number,
): Promise<ProductChange | undefined> {
  const version = await tx.productVersion.findUnique({
    where: { productId_number: { productId, number } },
    select: { snapshot: true },
  });
  if (!version) return undefined;
  const { slug, images, variants, ...rest } = ProductSnapshot.parse(version.snapshot);
  const units = await unitsOfRemoved(tx, productId, number);
  return {
    ...rest,
    ...{ id: productId, slug, newSlug: slug },
    images: images.map(({ source, alt, base, ...size }) => ({
      ...{ source, alt },
      ...(base === null ? {} : { prepared: { base, ...size } }),
    })),
    variants: variants.map(({ priceMinor, compareAtMinor, slug: _, onHand: __, ...variant }) => ({
      ...variant,
      priceMinor: BigInt(priceMinor),
      compareAtMinor: compareAtMinor === null ? null : BigInt(compareAtMinor),
      onHand: units.get(variant.optionValues.join(" / ")) ?? 0,
    })),
  };
}

/** The units that each variant had when it was last removed after that version, by its name. */
async function unitsOfRemoved(
  tx: Pick<Tx, "productVersion">,
  productId: string,
  number: number,
): Promise<Map<string, number>> {
  const later = await tx.productVersion.findMany({
    where: { productId, number: { gt: number } },
    orderBy: { number: "asc" },
    select: { changes: true },
  });
  const removed = later
    .flatMap(({ changes }) => z.array(FieldChange).parse(changes))
    .filter(({ field, after }) => field === "variant" && after === null);
  return new Map(removed.map(({ of = "", before }) => [of, Number(before)]));
}
