import "server-only";
import type { CollectionView, Picture, ProductTile } from "@/domain/catalog/product";
import type { Home, HomeFact, HomeHero, HomeRow } from "@/domain/content/home";
import { translator } from "@/messages/messages";
import { listCollections } from "../../catalog/read/list-collections";
import { listProducts } from "../../catalog/read/list-products";
import { shopLocale } from "../../platform/env";
import { getPublishedPart, readDraft } from "../parts/get-part";

const NEWEST = 13;
const OF_COLLECTION = 8;

/** A row with what it shows; one with nothing to show is left out. */
export type HomeRowView =
  | { kind: "collections"; title: string; collections: CollectionView[] }
  | { kind: "products"; title: string; tiles: ProductTile[]; more: string | null; isNewest: boolean }
  | { kind: "text"; title: string; text: string; picture: Picture | null }
  | { kind: "facts"; title: string; facts: HomeFact[] };
export type HomeView = { hero: HomeHero; rows: HomeRowView[] };

/** The home page that the merchant made; null: the one that the shop makes by itself. */
export async function getHome({ isDraft = false }: { isDraft?: boolean } = {}): Promise<HomeView | null> {
  const home: Home | null = isDraft ? (await readDraft("home")).content : await getPublishedPart("home");
  if (!home) return null;
  const collections = home.rows.some(({ kind }) => kind.startsWith("collection"))
    ? await listCollections()
    : [];
  const rows = await Promise.all(home.rows.map((row) => viewRow(row, collections)));
  return { hero: home.hero, rows: rows.flatMap((row) => row ?? []) };
}

async function viewRow(row: HomeRow, collections: CollectionView[]): Promise<HomeRowView | null> {
  const { kind, title, text, picture } = row;
  switch (kind) {
    case "collections":
      return collections.length > 0 ? { kind, title, collections } : null;
    case "collection": {
      const collection = collections.find(({ id }) => id === row.collectionId);
      if (!collection) return null;
      const { slug } = collection;
      const { tiles, hasMore } = await listProducts({ collectionSlug: slug, pageSize: OF_COLLECTION });
      const more = hasMore ? `/collections/${slug}` : null;
      return { kind: "products", title: title || collection.title, tiles, more, isNewest: false };
    }
    case "products": {
      const { tiles, hasMore } = await listProducts({ pageSize: NEWEST });
      const t = translator(shopLocale());
      const more = hasMore ? "/collections/all" : null;
      return tiles.length > 0
        ? { kind, title: title || t("shop.home.newOnTheShelf"), tiles, more, isNewest: true }
        : null;
    }
    case "text":
      return title || text ? { kind, title, text, picture } : null;
    case "facts": {
      const facts = row.facts.filter((fact) => fact.title || fact.text);
      return facts.length > 0 ? { kind, title, facts } : null;
    }
  }
}
