import "server-only";
import { changeMenu, type Menu, type MenuFault, type MenuStep } from "@/domain/content/menu";
import { translator } from "@/messages/messages";
import { requireAdmin } from "../../accounts/session";
import { listCollections } from "../../catalog/read/list-collections";
import { shopLocale } from "../../platform/env";
import { listPageLinks } from "../pages/get-page";
import { editPart, type PartAnswer, publishPart } from "../parts/edit-part";
import { type EditedPart, readDraft } from "../parts/get-part";
import { defaultHeader, linkOf } from "./get-menus";

export type MenuKind = "header" | "footer";
/** `href` null: what it leads to is not in the shop at the moment. */
export type MenuRow = { title: string; href: string | null };
export type EditedMenu = Omit<EditedPart<MenuKind>, "content"> & {
  parts: { title: string; items: MenuRow[] }[];
};
/** What an entry can lead to, besides an address. */
export type MenuChoices = { collections: Choice[]; pages: Choice[] };
type Choice = { id: string; title: string };

/** Both menus as their editor shows them: what the shop shows by itself where the merchant made none. */
export async function getEditedMenus(): Promise<Record<MenuKind, EditedMenu> & { choices: MenuChoices }> {
  await requireAdmin("content.write");
  const [collections, pages] = await Promise.all([listCollections(), listPageLinks()]);
  const known = { collections, pages };
  const view = async (kind: MenuKind): Promise<EditedMenu> => {
    const { content, ...draft } = await readDraft(kind);
    const menu = content ?? (await startMenu(kind));
    const parts = menu.parts.map((part) => ({
      title: part.title,
      items: part.items.map((item) => linkOf(item, known) ?? { title: item.title, href: null }),
    }));
    return { ...draft, parts };
  };
  return { header: await view("header"), footer: await view("footer"), choices: { collections, pages } };
}

/** One press of a button on the draft of a menu. @param base the version that the page showed */
export async function editMenu(kind: MenuKind, base: number, step: MenuStep): Promise<PartAnswer<MenuFault>> {
  const by = await requireAdmin("content.write");
  const change = (menu: Menu) => changeMenu(kind, menu, step);
  return editPart<MenuKind, MenuFault>({ kind, by, base, start: () => startMenu(kind), change });
}

/** Shows a version of a menu in the shop; null: the menu that the shop makes by itself. */
export async function publishMenu(kind: MenuKind, version: number | null): Promise<"done" | "gone"> {
  const by = await requireAdmin("content.write");
  return publishPart(kind, by, version);
}

/** What the shop shows by itself, entry by entry. */
async function startMenu(kind: MenuKind): Promise<Menu> {
  const [collections, pages] = await Promise.all([listCollections(), listPageLinks()]);
  const t = translator(shopLocale());
  const everything = {
    to: "address",
    target: "/collections/all",
    title: t("shop.frame.everything"),
  } as const;
  const toCollection = ({ id }: { id: string }) => ({ to: "collection", target: id, title: "" }) as const;
  if (kind === "header") {
    const shown = defaultHeader({ collections }).map(({ title, href }) => {
      const collection = collections.find(({ slug }) => href === `/collections/${slug}`);
      return collection ? toCollection(collection) : ({ to: "address", target: href, title } as const);
    });
    return { parts: [{ title: "", items: shown }] };
  }
  return {
    parts: [
      { title: t("shop.frame.shop"), items: [...collections.slice(0, 14).map(toCollection), everything] },
      {
        title: t("shop.frame.about"),
        items: pages.slice(0, 15).map(({ id }) => ({ to: "page", target: id, title: "" }) as const),
      },
    ],
  };
}
