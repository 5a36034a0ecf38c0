import "server-only";
import { faultOfText, type PageFault, type PageText, unfilledPlaces } from "@/domain/content/page";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { addVersion, type Conflict, readVersion } from "../versions";
import { changePage, showVersion } from "./change-page";
import { fillPage } from "./fill-page";
import { pageText } from "./page-rows";

export type PageAnswer =
  /** `former`: what the shop showed before. */
  | { kind: "saved" | "published"; version: number; former: number | null }
  | { kind: "unfilled"; version: number; places: string[] }
  | (Omit<Conflict, "content"> & { theirs: PageText })
  | { kind: "refused"; fault: PageFault };

export type SaveInput = {
  /** The version that the writer had before them. */
  base: number;
  text: PageText;
  /** "unfilled": published though places of it were not filled in. */
  publish: "no" | "yes" | "unfilled";
};

/** Keeps what was typed as the draft and, where that is wanted, shows it in the shop; in one transaction. */
export async function savePage(id: string, { base, text, publish }: SaveInput): Promise<PageAnswer> {
  const admin = await requireAdmin("content.write");
  const fault = faultOfText(text);
  if (fault) return { kind: "refused", fault };
  const answer = await changePage(id, async (tx, page, announce): Promise<PageAnswer> => {
    const added = await addVersion(tx, page, base, { ...text }, admin.name);
    if (typeof added !== "number") {
      const { content, ...conflict } = added;
      return { ...conflict, theirs: pageText.parse(content) };
    }
    const saved = { version: added, former: page.publishedVersion };
    const places = unfilledPlaces(`${text.title} ${fillPage(text.body)}`);
    const isHeld = publish === "yes" && places.length > 0;
    const isPublished = publish !== "no" && !isHeld && added !== page.publishedVersion;
    if (isPublished) await showVersion(tx, page, added, announce);
    if (isPublished || added !== page.version)
      await audit(tx, {
        ...{ by: admin, action: isPublished ? "page_published" : "page_saved", object: `page:${id}` },
        after: { version: added, unfilled: places.length },
      });
    if (isHeld) return { kind: "unfilled", version: added, places };
    return { kind: publish === "no" ? "saved" : "published", ...saved };
  });
  return answer ?? { kind: "refused", fault: "gone" };
}

/** Shows an earlier version in the shop, or none: how publishing is undone. */
export async function publishPage(id: string, version: number | null): Promise<"done" | "gone"> {
  const admin = await requireAdmin("content.write");
  const done = await changePage(id, async (tx, page, announce): Promise<"done" | "gone"> => {
    if (version === page.publishedVersion) return "done";
    if (version !== null && (await readVersion(tx, id, version)) === null) return "gone";
    await showVersion(tx, page, version, announce);
    await audit(tx, {
      ...{
        by: admin,
        action: version === null ? "page_unpublished" : "page_published",
        object: `page:${id}`,
      },
      ...{ before: { version: page.publishedVersion }, after: { version } },
    });
    return "done";
  });
  return done ?? "gone";
}

/** Makes an earlier version the draft. The shop goes on showing what it shows. */
export async function restorePage(id: string, version: number): Promise<"done" | "gone"> {
  const admin = await requireAdmin("content.write");
  const done = await changePage(id, async (tx, page): Promise<"done" | "gone"> => {
    const found = pageText.safeParse(await readVersion(tx, id, version));
    if (!found.success) return "gone";
    const added = await addVersion(tx, page, page.version, found.data, admin.name);
    if (added === page.version) return "done";
    await audit(tx, { by: admin, action: "page_saved", object: `page:${id}`, after: { restored: version } });
    return "done";
  });
  return done ?? "gone";
}
