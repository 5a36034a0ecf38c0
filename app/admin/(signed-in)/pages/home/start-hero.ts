import type { HomeHero } from "@/domain/content/home";
import { translator } from "@/messages/messages";
import { listCollections } from "@/server/catalog/read/list-collections";
import { listProducts } from "@/server/catalog/read/list-products";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { shopWords } from "@/ui/shop/collection/shop-words";

/** What the shop's home page opens with by itself: the editor begins with it. */
export async function startHero(): Promise<HomeHero> {
  const t = translator(shopLocale());
  const [collections, { tiles }] = await Promise.all([listCollections(), listProducts({ pageSize: 13 })]);
  const { title, sentence, picture } = shopWords({ tiles, collections }, settings("shop"), t);
  const button = { title: t("shop.home.seeEverything"), href: "/collections/all" };
  return { title, text: sentence, picture, button };
}
