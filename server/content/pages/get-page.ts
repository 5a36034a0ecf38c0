import "server-only";
import { type PageKind, PLACE, POLICY_KINDS } from "@/domain/content/page";
import { renderDescription, summarizeDescription } from "../../catalog/read/description";
import { db, type Tx } from "../../platform/db";
import { fillPage } from "./fill-page";
import { IN_ORDER, IS_PAGE, pageKind, pageText, pathOfPage } from "./page-rows";

/** What a content page shows. */
export type ContentPageView = {
  title: string;
  /** Sanitized HTML. */
  bodyHtml: string;
  searchTitle: string;
  searchText: string;
};
export type PageLink = { id: string; kind: PageKind; title: string; href: string };

/** The published page of this address; `movedTo` where it was a page's address before; null when there is none. */
export async function getPage(slug: string): Promise<ContentPageView | { movedTo: string } | null> {
  if (slug.includes("\0")) return null;
  const row = await db().content.findFirst({ where: { ...IS_PAGE, slug, publishedVersion: { not: null } } });
  if (!row) return findMoved(slug);
  const version = await db().contentVersion.findUnique({
    where: { contentId_number: { contentId: row.id, number: row.publishedVersion ?? 0 } },
  });
  return version && viewPage(version.content);
}

async function findMoved(slug: string): Promise<{ movedTo: string } | null> {
  const former = await db().contentAddress.findFirst({
    where: { slug, page: { ...IS_PAGE, publishedVersion: { not: null } } },
    select: { page: { select: { slug: true } } },
  });
  return former?.page.slug ? { movedTo: pathOfPage(former.page.slug) } : null;
}

/** A version as the shop shows it. Places that were not filled in are marked, as they are in the editor's preview. */
export function viewPage(content: unknown): ContentPageView {
  const { title, body: written, searchTitle, searchText } = pageText.parse(content);
  const body = fillPage(written);
  return {
    title,
    bodyHtml: renderDescription(body).replace(PLACE, "<mark>$1</mark>"),
    searchTitle: searchTitle || title,
    searchText: searchText || summarizeDescription(body),
  };
}

/** Every published page, in its order. By hand: each row with the one of its versions that is published. */
export async function listPageLinks(tx: Pick<Tx, "$queryRaw"> = db()): Promise<PageLink[]> {
  const rows = await tx.$queryRaw<{ id: string; kind: string; slug: string; title: string }[]>`
    SELECT c.id, c.kind, c.slug, v.content->>'title' AS title
      FROM contents c JOIN content_versions v ON v.content_id = c.id AND v.number = c.published_version
     WHERE c.slug IS NOT NULL AND c.deleted_at IS NULL ORDER BY c.position, c.id`;
  return rows.map(({ slug, kind, ...row }) => ({
    ...row,
    kind: pageKind.parse(kind),
    href: pathOfPage(slug),
  }));
}

/**
 * What a shopper agrees to or is told of before paying: the first published page of each kind.
 * @param tx the transaction that places the order
 */
export async function listPolicies(tx?: Tx): Promise<PageLink[]> {
  const pages = await listPageLinks(tx);
  return POLICY_KINDS.flatMap((kind) => pages.find((page) => page.kind === kind) ?? []);
}

/** For the sitemap. */
export async function listPageAddresses(): Promise<string[]> {
  const rows = await db().content.findMany({
    where: { ...IS_PAGE, publishedVersion: { not: null } },
    orderBy: IN_ORDER,
    select: { slug: true },
  });
  return rows.flatMap(({ slug }) => (slug === null ? [] : pathOfPage(slug)));
}
