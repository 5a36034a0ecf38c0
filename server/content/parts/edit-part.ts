import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import { audit } from "../../accounts/audit/audit";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { type Prisma, type Tx, transaction } from "../../platform/db";
import { addVersion, type LockedContent, lockContent, readVersion } from "../versions";
import { PARTS, type PartContent, type PartKind } from "./part-rows";

/** Another person changed it since the page was shown: what they made of it is shown now. */
export type Outrun = { kind: "outrun"; savedBy: string };
export type PartAnswer<Fault> = { kind: "saved" } | { kind: "refused"; fault: Fault } | Outrun;

type Edit<Kind extends PartKind, Fault> = {
  kind: Kind;
  by: Admin;
  /** The version that the page showed; 0: none, and so `start`. */
  base: number;
  start: () => Promise<PartContent<Kind>>;
  change: (content: PartContent<Kind>) => PartContent<Kind> | Fault;
};

/** One press of a button makes one version of the draft. The shop goes on showing what is published. */
export async function editPart<Kind extends PartKind, Fault extends string>({
  kind,
  by,
  base,
  start,
  change,
}: Edit<Kind, Fault>): Promise<PartAnswer<Fault>> {
  const first = base === 0 ? await start() : null;
  return transaction(async (tx): Promise<PartAnswer<Fault>> => {
    const part = await lockPart(tx, kind, first ? { content: first as Prisma.InputJsonObject, by } : null);
    if (!part) return { kind: "outrun", savedBy: "" };
    const newest = await tx.contentVersion.findUniqueOrThrow({
      where: { contentId_number: { contentId: part.id, number: part.version } },
    });
    const isUnseen = base === 0 ? part.version !== 1 : base !== part.version;
    if (isUnseen) return { kind: "outrun", savedBy: newest.savedBy };
    const changed = change(PARTS[kind].parse(newest.content) as PartContent<Kind>);
    if (typeof changed === "string") return { kind: "refused", fault: changed };
    const version = await addVersion(tx, part, part.version, changed as Prisma.InputJsonObject, by.name);
    await audit(tx, {
      ...{ by, action: "part_saved", object: `content:${kind}` },
      after: { version: typeof version === "number" ? version : part.version },
    });
    return { kind: "saved" };
  });
}

/**
 * Shows a version in the shop; null: what the shop shows where nothing was made.
 * @param version must be the newest, so that nothing is published that its publisher has not seen, or one that was shown before
 */
export async function publishPart(
  kind: PartKind,
  by: Admin,
  version: number | null,
): Promise<"done" | "gone"> {
  const { result } = await changeCatalog((change) =>
    transaction(async (tx): Promise<"done" | "gone"> => {
      const part = await lockPart(tx, kind, null);
      if (!part) return "gone";
      if (part.publishedVersion === version) return "done";
      if (version !== null && (await readVersion(tx, part.id, version)) === null) return "gone";
      await tx.content.update({
        where: { id: part.id },
        data: { publishedVersion: version },
        select: { id: true },
      });
      await change.announce(tx, [ALL_PATHS]);
      await audit(tx, {
        ...{ by, action: "part_published", object: `content:${kind}` },
        ...{ before: { version: part.publishedVersion }, after: { version } },
      });
      return "done";
    }),
  );
  return result;
}

type First = { content: Prisma.InputJsonObject; by: Admin };

/** The part's row, locked; made with its first version where there is none and `first` says what it is. */
async function lockPart(tx: Tx, kind: PartKind, first: First | null): Promise<LockedContent | null> {
  // Two people may begin at the same moment. By hand: a lock.
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('contents'))) locked`;
  const found = await tx.content.findFirst({ where: { kind }, select: { id: true } });
  if (found) return lockContent(tx, found.id);
  if (!first) return null;
  const { id } = await tx.content.create({
    data: { kind, versions: { create: { number: 1, content: first.content, savedBy: first.by.name } } },
    select: { id: true },
  });
  return lockContent(tx, id);
}
