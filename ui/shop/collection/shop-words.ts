import type { CollectionView, Picture, ProductTile } from "@/domain/catalog/product";
import { languageOf } from "@/messages/direction";
import type { Translate } from "@/messages/messages";

const DEMO_HERO: Omit<Picture, "alt"> = {
  base: "/demo/hero",
  source: "/demo/hero-1440.webp",
  widths: [960, 1440, 1920],
  width: 1920,
  height: 1080,
};

const MAX_NAMED = 5;
/** A picture of this many pixels is as wide as the page of a small computer. */
const WIDE = 960;

/** What the home page opens with. The demo has words and a picture of its own; another catalog speaks for itself. */
export function shopWords(
  { tiles, collections }: { tiles: ProductTile[]; collections: CollectionView[] },
  { name, locale }: { name: string; locale: string },
  t: Translate,
): { title: string; sentence: string; picture: Picture | null } {
  if (tiles.some(({ picture }) => picture?.source.startsWith("/demo/")))
    return {
      title: t("shop.home.demo.title"),
      sentence: t("shop.home.demo.sentence"),
      picture: { alt: t("shop.home.demo.picture"), ...DEMO_HERO },
    };
  const titles = collections.slice(0, MAX_NAMED).map(({ title }) => title);
  return {
    title: name,
    sentence: new Intl.ListFormat(languageOf(locale), { type: "conjunction" }).format(titles),
    picture: openingPicture(tiles, collections),
  };
}

/**
 * What the merchant has put first: the first product of their first collection that has a picture. Without collections
 * the newest product that can be bought, then any. A picture too small for the width of the page only where no other is.
 */
function openingPicture(tiles: ProductTile[], collections: CollectionView[]): Picture | null {
  const buyable = tiles.filter(({ isAvailable }) => isAvailable);
  const pictures = [...collections, ...buyable, ...tiles].flatMap(({ picture }) => picture ?? []);
  return pictures.find(({ width }) => width === null || width >= WIDE) ?? pictures[0] ?? null;
}
