import "server-only";
import { announcePaths, pathsOfProducts } from "../../page-cache/announce-changes";
import { db, Prisma, transaction } from "../../platform/db";
import { log } from "../../platform/log";
import type { PreparedPicture } from "../write/product-draft";
import { fetchPicture, PictureRefused, type Reach } from "./fetch-picture";
import { makePictureSet } from "./make-picture-set";

const FIRST_WAIT_MS = 60_000;
// 1, 2, 4, … minutes: the last try comes after about two hours. A restart begins again.
const MAX_FAILURES = 7;

type Failure = { count: number; nextAt: number };
const failures = new Map<string, Failure>();

/**
 * Prepares up to `limit` pictures that came in as https references, one after the other; for a job that runs
 * again and again. What fails is tried again later, 7 times, until the process restarts.
 */
export async function preparePendingPictures(
  limit: number,
  reach?: Reach,
): Promise<{ prepared: number; failed: number }> {
  const now = Date.now();
  const waiting = [...failures].filter(([, failure]) => failure.nextAt > now).map(([source]) => source);
  const rows = await db().productImage.groupBy({
    by: ["source"],
    where: {
      base: null,
      source: { notIn: waiting },
      OR: ["http://", "https://"].map((scheme) => ({
        source: { startsWith: scheme, mode: Prisma.QueryMode.insensitive },
      })),
    },
    orderBy: { source: "asc" },
    take: limit,
  });
  let prepared = 0;
  for (const { source } of rows) prepared += (await tryOne(source, reach)) ? 1 : 0;
  return { prepared, failed: rows.length - prepared };
}

async function tryOne(source: string, reach?: Reach): Promise<boolean> {
  try {
    await attachPicture(source, await makePictureSet(await fetchPicture(source, reach)));
    failures.delete(source);
    return true;
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    const count = (failures.get(source)?.count ?? 0) + 1;
    const waitMs = count < MAX_FAILURES ? FIRST_WAIT_MS * 2 ** (count - 1) : Number.POSITIVE_INFINITY;
    failures.set(source, { count, nextAt: Date.now() + waitMs });
    await db().productImage.updateMany({ where: { source, base: null }, data: { failedAt: new Date() } });
    log.warn({ source, reason: error.message, failures: count }, "a picture could not be prepared");
    return false;
  }
}

/** Gives every picture of this source its prepared set. Until its pages are forgotten they keep its place. */
async function attachPicture(source: string, prepared: PreparedPicture): Promise<void> {
  await transaction(async (tx) => {
    const changed = await tx.productImage.updateManyAndReturn({
      where: { source, base: null },
      data: { ...prepared, failedAt: null },
      select: { productId: true },
    });
    const productIds = [...new Set(changed.map(({ productId }) => productId))];
    await announcePaths(tx, await pathsOfProducts(tx, productIds));
  });
}
