import "server-only";
import {
  type PageKind,
  type PageState,
  type PageText,
  pageState,
  unfilledPlaces,
} from "@/domain/content/page";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { fillPage } from "./fill-page";
import { type ContentPageView, viewPage } from "./get-page";
import { IN_ORDER, IS_PAGE, pageKind, pageText, pathOfPage } from "./page-rows";

const MAX_VERSIONS = 50;

export type PageRow = {
  id: string;
  kind: PageKind;
  slug: string;
  path: string;
  title: string;
  state: PageState;
  savedAt: Date;
  savedBy: string;
  /** Of the draft. */
  unfilled: number;
};

export type EditedPage = PageRow & {
  version: number;
  publishedVersion: number | null;
  text: PageText;
  preview: ContentPageView;
  /** Newest first. */
  versions: { number: number; title: string; savedAt: Date; savedBy: string }[];
  formerSlugs: string[];
};

/** Every page with its draft, in the merchant's order. */
export async function listPages(): Promise<PageRow[]> {
  await requireAdmin("content.write");
  const rows = await db().content.findMany({ where: IS_PAGE, orderBy: IN_ORDER });
  const newest = await db().contentVersion.findMany({
    where: { OR: rows.map(({ id, version }) => ({ contentId: id, number: version })) },
  });
  const byId = new Map(newest.map((version) => [version.contentId, version]));
  return rows.flatMap((row) => {
    const draft = byId.get(row.id);
    return draft && row.slug !== null ? toRow({ ...row, slug: row.slug }, draft) : [];
  });
}

/** A page as its editor shows it; null when there is none. */
export async function getEditedPage(id: string): Promise<EditedPage | null> {
  await requireAdmin("content.write");
  if (!isUuid(id)) return null;
  const row = await db().content.findFirst({
    where: { ...IS_PAGE, id },
    include: {
      versions: { orderBy: { number: "desc" }, take: MAX_VERSIONS },
      addresses: { orderBy: { slug: "asc" } },
    },
  });
  const draft = row?.versions[0];
  if (!draft || row.slug === null) return null;
  return {
    ...toRow({ ...row, slug: row.slug }, draft),
    version: row.version,
    publishedVersion: row.publishedVersion,
    text: pageText.parse(draft.content),
    preview: viewPage(draft.content),
    versions: row.versions.map(({ number, content, savedAt, savedBy }) => ({
      ...{ number, savedAt, savedBy, title: pageText.parse(content).title },
    })),
    formerSlugs: row.addresses.map(({ slug }) => slug),
  };
}

type Row = { id: string; kind: string; slug: string; version: number; publishedVersion: number | null };

function toRow(row: Row, draft: { content: unknown; savedAt: Date; savedBy: string }): PageRow {
  const { title, body } = pageText.parse(draft.content);
  return {
    id: row.id,
    kind: pageKind.parse(row.kind),
    slug: row.slug,
    path: pathOfPage(row.slug),
    title,
    state: pageState(row.version, row.publishedVersion),
    savedAt: draft.savedAt,
    savedBy: draft.savedBy,
    unfilled: unfilledPlaces(`${title} ${fillPage(body)}`).length,
  };
}
