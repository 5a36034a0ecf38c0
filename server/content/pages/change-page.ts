import "server-only";
import { isUuid } from "@/domain/uuid";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { type Tx, transaction } from "../../platform/db";
import { type LockedContent, lockContent, readVersion } from "../versions";
import { pageText, pathOfPage } from "./page-rows";

export type LockedPage = LockedContent & { slug: string };
export type Announce = (paths: string[]) => Promise<void>;

/**
 * Runs a change of one page with its row locked; the shop's pages are right when it returns. null: there is no such
 * page, or it is deleted and `write` is not meant for deleted ones.
 */
export async function changePage<T>(
  id: string,
  write: (tx: Tx, page: LockedPage, announce: Announce) => Promise<T>,
  { isDeleted = false }: { isDeleted?: boolean } = {},
): Promise<T | null> {
  if (!isUuid(id)) return null;
  const { result } = await changeCatalog((change) =>
    transaction(async (tx) => {
      const page = await lockContent(tx, id);
      if (!page || page.slug === null || (page.deletedAt !== null) !== isDeleted) return null;
      return write(tx, { ...page, slug: page.slug }, (paths) => change.announce(tx, paths));
    }),
  );
  return result;
}

/** Shows a version in the shop, or none, and announces what changes with it. */
export async function showVersion(
  tx: Tx,
  page: LockedPage,
  version: number | null,
  announce: Announce,
): Promise<void> {
  const former = await titleOf(tx, page.id, page.publishedVersion);
  const title = await titleOf(tx, page.id, version);
  await tx.content.update({
    where: { id: page.id },
    data: { publishedVersion: version },
    select: { id: true },
  });
  // Every page of the shop may link to it by its title.
  await announce(former === title ? [pathOfPage(page.slug)] : [ALL_PATHS, pathOfPage(page.slug)]);
}

async function titleOf(tx: Tx, id: string, version: number | null): Promise<string | null> {
  return version === null ? null : pageText.parse(await readVersion(tx, id, version)).title;
}
