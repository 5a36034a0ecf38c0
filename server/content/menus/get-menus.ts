import "server-only";
import type { CollectionView } from "@/domain/catalog/product";
import type { Menu, MenuGroup, MenuItem, MenuLink } from "@/domain/content/menu";
import { translator } from "@/messages/messages";
import { listCollections } from "../../catalog/read/list-collections";
import { shopLocale } from "../../platform/env";
import { listPageLinks, type PageLink } from "../pages/get-page";
import { getPublishedPart, readDraft } from "../parts/get-part";

/** Where the header and the footer lead. */
export type Menus = { header: MenuLink[]; footer: MenuGroup[] };
type Known = { collections: CollectionView[]; pages: PageLink[] };

// More would not fit next to the name. Of more, one place leads to where all of them are: on the home page.
const SHOWN_COLLECTIONS = 5;

/** The menus of the shop, as they are published or as their drafts are. */
export async function getMenus({ isDraft = false }: { isDraft?: boolean } = {}): Promise<Menus> {
  const read = async (kind: "header" | "footer"): Promise<Menu | null> =>
    isDraft ? (await readDraft(kind)).content : getPublishedPart(kind);
  const [collections, pages, header, footer] = await Promise.all([
    listCollections(),
    listPageLinks(),
    read("header"),
    read("footer"),
  ]);
  const known = { collections, pages };
  return {
    header: header ? (groupsOf(header, known)[0]?.links ?? []) : defaultHeader(known),
    footer: footer ? groupsOf(footer, known).filter(({ links }) => links.length > 0) : defaultFooter(known),
  };
}

/** What is not in the shop at the moment, an empty collection or a draft, is left out and comes back by itself. */
export const groupsOf = ({ parts }: Menu, known: Known): MenuGroup[] =>
  parts.map(({ title, items }) => ({ title, links: items.flatMap((item) => linkOf(item, known) ?? []) }));

export function linkOf({ to, target, title }: MenuItem, { collections, pages }: Known): MenuLink | null {
  if (to === "address") return { title, href: target };
  if (to === "page") {
    const page = pages.find(({ id }) => id === target);
    return page ? { title: title || page.title, href: page.href } : null;
  }
  const collection = collections.find(({ id }) => id === target);
  return collection ? { title: title || collection.title, href: hrefOf(collection) } : null;
}

export function defaultHeader({ collections }: Pick<Known, "collections">): MenuLink[] {
  const t = translator(shopLocale());
  const hasMore = collections.length > SHOWN_COLLECTIONS;
  const shown = hasMore ? collections.slice(0, SHOWN_COLLECTIONS - 1) : collections;
  return [
    ...shown.map((collection) => ({ title: collection.title, href: hrefOf(collection) })),
    ...(hasMore ? [{ title: t("shop.frame.allCollections"), href: "/#collections" }] : []),
    { title: t("shop.frame.everything"), href: "/collections/all" },
  ];
}

function defaultFooter({ collections, pages }: Known): MenuGroup[] {
  const t = translator(shopLocale());
  const shop = collections.map((collection) => ({ title: collection.title, href: hrefOf(collection) }));
  const everything = { title: t("shop.frame.everything"), href: "/collections/all" };
  return [
    { title: t("shop.frame.shop"), links: [...shop, everything] },
    ...(pages.length > 0 ? [{ title: t("shop.frame.about"), links: pages }] : []),
  ];
}

const hrefOf = ({ slug }: CollectionView) => `/collections/${slug}`;
