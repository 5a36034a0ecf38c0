import type { Picture } from "../catalog/product.ts";
import { isMenuAddress, moved } from "./menu.ts";

/** collections: all as doors; collection: the products of one; products: the newest; text: with a picture; facts: three. */
export const ROW_KINDS = ["collections", "collection", "products", "text", "facts"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export const MAX_HOME_ROWS = 8;
export const FACTS = 3;
export const MAX_HOME_TITLE = 80;
export const MAX_HOME_TEXT = 600;

export type HomeFact = { title: string; text: string };

/** A row as it is kept; what its kind has no use for is empty. */
export type HomeRow = {
  kind: RowKind;
  title: string;
  text: string;
  collectionId: string;
  picture: Picture | null;
  facts: HomeFact[];
};

export type HomeHero = {
  title: string;
  text: string;
  picture: Picture | null;
  /** Both empty: no button. */
  button: { title: string; href: string };
};
export type Home = { hero: HomeHero; rows: HomeRow[] };

export type HomeStep =
  | { step: "hero"; hero: HomeHero }
  | { step: "addRow"; kind: RowKind }
  | { step: "row"; row: number; content: Omit<HomeRow, "kind"> }
  | { step: "up" | "down" | "remove"; row: number };

export type HomeFault = "no_title" | "not_an_address" | "too_many" | "not_there";

/** The home page after one press of a button; or why it stays as it is. */
export function changeHome(home: Home, step: HomeStep): Home | HomeFault {
  switch (step.step) {
    case "hero": {
      const { title, button } = step.hero;
      if (title === "") return "no_title";
      if ((button.title === "") !== (button.href === "")) return "not_an_address";
      if (button.href !== "" && !isMenuAddress(button.href)) return "not_an_address";
      return { ...home, hero: step.hero };
    }
    case "addRow":
      if (home.rows.length >= MAX_HOME_ROWS) return "too_many";
      return { ...home, rows: [...home.rows, emptyRow(step.kind)] };
    case "row": {
      const row = home.rows[step.row];
      return row
        ? { ...home, rows: home.rows.with(step.row, { ...step.content, kind: row.kind }) }
        : "not_there";
    }
    default: {
      const rows = moved(home.rows, step.row, step.step);
      return rows ? { ...home, rows } : "not_there";
    }
  }
}

export const emptyRow = (kind: RowKind): HomeRow => ({
  ...{ kind, title: "", text: "", collectionId: "", picture: null },
  facts: Array.from({ length: FACTS }, () => ({ title: "", text: "" })),
});
