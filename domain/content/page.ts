/** The pages that the law or a shopper looks for, in the order in which a new shop lists them. */
export const STARTED_KINDS = [
  "imprint",
  "privacy",
  "terms",
  "returns",
  "shipping",
  "contact",
  "accessibility",
] as const;
export type StartedKind = (typeof STARTED_KINDS)[number];

export const PAGE_KINDS = [...STARTED_KINDS, "other"] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** What a shopper agrees to or is told of before paying: cart and checkout link them. */
export const POLICY_KINDS = ["terms", "privacy", "returns"] as const satisfies readonly PageKind[];

export const MAX_PAGES = 200;
export const MAX_TITLE = 120;
export const MAX_BODY = 100_000;
export const MAX_SEARCH_TEXT = 320;
export const MAX_SLUG = 80;

/** What is written on a page, as it is typed. */
export type PageText = {
  title: string;
  /** Markdown; sanitized whenever it is shown. */
  body: string;
  /** For search engines; empty: the title, and the first sentences. */
  searchTitle: string;
  searchText: string;
};

export type PageState = "draft" | "published" | "changed";

/** @param publishedVersion the one that the shop shows; null: none */
export function pageState(version: number, publishedVersion: number | null): PageState {
  if (publishedVersion === null) return "draft";
  return publishedVersion === version ? "published" : "changed";
}

/** How a place that must be filled in is written, in Markdown and in what is made of it. */
export const PLACE = /\[\[([^\]<>\n]{1,200})\]\]/g;

/** What still has to be written in a text, each once: "your address" of "[[your address]]". */
export function unfilledPlaces(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACE), ([, place = ""]) => place.trim()))];
}

export type PageFault = "no_title" | "too_long" | "no_address" | "address_taken" | "too_many" | "gone";

/** Why a text cannot be kept; null when it can. */
export function faultOfText({ title, body, searchTitle, searchText }: PageText): PageFault | null {
  if (title.trim() === "") return "no_title";
  const isTooLong =
    title.length > MAX_TITLE ||
    body.length > MAX_BODY ||
    searchTitle.length > MAX_TITLE ||
    searchText.length > MAX_SEARCH_TEXT;
  return isTooLong ? "too_long" : null;
}
