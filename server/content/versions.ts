import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Prisma, Tx } from "../platform/db";

/** A row of `contents` that this transaction holds. */
export type LockedContent = {
  id: string;
  kind: string;
  slug: string | null;
  position: number;
  version: number;
  publishedVersion: number | null;
  deletedAt: Date | null;
};

/** Another version than the one that the writer had before them: who wrote it, and what it says. */
export type Conflict = {
  kind: "conflict";
  version: number;
  savedBy: string;
  savedAt: Date;
  content: unknown;
};

/** One at a time writes it; null when there is none. By hand: a lock. */
export async function lockContent(tx: Tx, id: string): Promise<LockedContent | null> {
  const [row] = await tx.$queryRaw<LockedContent[]>`
    SELECT id, kind, slug, position, version, published_version AS "publishedVersion", deleted_at AS "deletedAt"
      FROM contents WHERE id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

/**
 * Adds a version, which becomes the draft; the same text again adds none.
 * @param base the version that the writer had before them: whatever came after it is not written over unseen
 * @returns the number of the newest version
 */
export async function addVersion(
  tx: Tx,
  locked: LockedContent,
  base: number,
  content: Prisma.InputJsonObject,
  savedBy: string,
): Promise<number | Conflict> {
  const newest = await tx.contentVersion.findUniqueOrThrow({
    where: { contentId_number: { contentId: locked.id, number: locked.version } },
  });
  if (isDeepStrictEqual(newest.content, content)) return locked.version;
  if (base !== locked.version) {
    const { number: version, savedBy: by, savedAt, content: theirs } = newest;
    return { kind: "conflict", version, savedBy: by, savedAt, content: theirs };
  }
  const number = locked.version + 1;
  await tx.contentVersion.create({ data: { contentId: locked.id, number, content, savedBy } });
  await tx.content.update({ where: { id: locked.id }, data: { version: number }, select: { id: true } });
  return number;
}

/** What one version says; null when there is none of this number. */
export async function readVersion(tx: Tx, contentId: string, number: number): Promise<unknown> {
  const found = await tx.contentVersion.findUnique({ where: { contentId_number: { contentId, number } } });
  return found?.content ?? null;
}
