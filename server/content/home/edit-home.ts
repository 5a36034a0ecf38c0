import "server-only";
import type { Picture } from "@/domain/catalog/product";
import { changeHome, emptyRow, type Home, type HomeFault, type HomeStep } from "@/domain/content/home";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { PICTURE, shownPicture } from "../../catalog/pictures/show-picture";
import { listCollections } from "../../catalog/read/list-collections";
import { db } from "../../platform/db";
import { editPart, type PartAnswer, publishPart } from "../parts/edit-part";
import { type EditedPart, readDraft } from "../parts/get-part";

const OFFERED_PICTURES = 12;

export type EditedHome = Omit<EditedPart<"home">, "content"> & {
  home: Home;
  collections: { id: string; title: string }[];
  /** Pictures of products, to choose from. */
  pictures: { id: string; picture: Picture }[];
};

/**
 * The home page as its editor shows it. @param start what the shop shows by itself, with which the editor begins
 * @param words of products whose pictures are offered; "" for the newest
 */
export async function getEditedHome(start: Home["hero"], words: string): Promise<EditedHome> {
  await requireAdmin("content.write");
  const [{ content, ...draft }, collections, pictures] = await Promise.all([
    readDraft("home"),
    listCollections(),
    findPictures(words),
  ]);
  return { ...draft, home: content ?? startHome(start), collections, pictures };
}

/** One press of a button on the draft of the home page. @param base the version that the page showed */
export async function editHome(
  base: number,
  start: Home["hero"],
  step: HomeStep,
): Promise<PartAnswer<HomeFault>> {
  const by = await requireAdmin("content.write");
  const change = (home: Home) => changeHome(home, step);
  return editPart<"home", HomeFault>({ kind: "home", by, base, start: async () => startHome(start), change });
}

/** Shows a version of the home page in the shop; null: the one that the shop makes by itself. */
export async function publishHome(version: number | null): Promise<"done" | "gone"> {
  const by = await requireAdmin("content.write");
  return publishPart("home", by, version);
}

/** The picture of this id; undefined: there is none. */
export async function findHomePicture(id: string): Promise<Picture | undefined> {
  await requireAdmin("content.write");
  if (!isUuid(id)) return undefined;
  const found = await db().productImage.findUnique({
    where: { id },
    select: { ...PICTURE, product: { select: { title: true } } },
  });
  if (!found) return undefined;
  const { product, ...picture } = found;
  return shownPicture(picture, product.title) ?? undefined;
}

async function findPictures(words: string): Promise<EditedHome["pictures"]> {
  const title = words.replaceAll("\0", "").trim().slice(0, 200);
  const found = await db().productImage.findMany({
    where: { position: 1, product: { title: { contains: title, mode: "insensitive" }, status: "active" } },
    orderBy: [{ product: { createdAt: "desc" } }, { id: "asc" }],
    take: OFFERED_PICTURES,
    select: { id: true, ...PICTURE, product: { select: { title: true } } },
  });
  return found.map(({ id, product, ...picture }) => ({
    ...{ id, picture: shownPicture(picture, product.title) ?? picture },
  }));
}

const startHome = (hero: Home["hero"]): Home => ({
  hero,
  rows: [emptyRow("collections"), emptyRow("products")],
});
