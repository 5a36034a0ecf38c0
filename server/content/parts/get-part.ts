import "server-only";
import { db } from "../../platform/db";
import { PARTS, type PartContent, type PartKind } from "./part-rows";

/** A part as its editor shows it; `version` 0: the merchant made none yet. */
export type EditedPart<Kind extends PartKind> = {
  version: number;
  publishedVersion: number | null;
  savedBy: string;
  savedAt: Date | null;
  content: PartContent<Kind> | null;
};

/** What the shop shows of a part; null: the merchant published none. */
export async function getPublishedPart<Kind extends PartKind>(kind: Kind): Promise<PartContent<Kind> | null> {
  const row = await db().content.findFirst({ where: { kind, publishedVersion: { not: null } } });
  return row && readContent(kind, row.id, row.publishedVersion ?? 0);
}

/** Its newest version. The caller has asked for the permission. */
export async function readDraft<Kind extends PartKind>(kind: Kind): Promise<EditedPart<Kind>> {
  const row = await db().content.findFirst({
    where: { kind },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const draft = row?.versions[0];
  if (!row || !draft)
    return { version: 0, publishedVersion: null, savedBy: "", savedAt: null, content: null };
  const { savedBy, savedAt, content } = draft;
  const parsed = PARTS[kind].parse(content) as PartContent<Kind>;
  return { version: row.version, publishedVersion: row.publishedVersion, savedBy, savedAt, content: parsed };
}

async function readContent<Kind extends PartKind>(
  kind: Kind,
  contentId: string,
  number: number,
): Promise<PartContent<Kind> | null> {
  const version = await db().contentVersion.findUnique({
    where: { contentId_number: { contentId, number } },
  });
  return version && (PARTS[kind].parse(version.content) as PartContent<Kind>);
}
