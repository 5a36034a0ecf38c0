import { REGIONS, type Region } from "../regions.ts";
import { STARTED_KINDS, type StartedKind } from "./page.ts";

/** `unfilled`: published, and places of it were not filled in. */
export type CheckedState = "published" | "unfilled" | "draft" | "missing";

/** A reason for a page: the law of where the shop ships to, or what shoppers look for anywhere. */
export type Reason = { code: ReasonCode; countries: string[] };

export type PageCheck = {
  kind: StartedKind;
  state: CheckedState;
  /** Whether a law of one of the countries asks for it. */
  isRequired: boolean;
  reasons: Reason[];
};

/** Where the law asks for a page. docs/pages.md names the laws. */
const ASKED_IN = {
  imprint: ["eea", "uk", "ch"],
  privacy: ["eea", "uk", "ch", "us"],
  terms: ["eea", "uk"],
  returns: ["eea", "uk"],
  shipping: ["eea", "uk"],
  contact: ["eea", "uk"],
  accessibility: ["eu"],
} as const satisfies Record<StartedKind, Region[]>;

export type ReasonCode =
  | { [Kind in StartedKind]: `${Kind}_${(typeof ASKED_IN)[Kind][number]}` }[StartedKind]
  | `${StartedKind}_anywhere`;

/**
 * What a shop has and has not of the pages that shoppers and laws look for.
 * @param countries where the shop ships to, by their two letters
 */
export function checkPages(
  pages: { kind: string; isPublished: boolean; unfilled: number }[],
  countries: readonly string[],
): PageCheck[] {
  return STARTED_KINDS.map((kind) => {
    const laws = ASKED_IN[kind].flatMap((region): Reason[] => {
      const asking = countries.filter((country) => REGIONS[region].includes(country));
      return asking.length > 0 ? [{ code: `${kind}_${region}` as ReasonCode, countries: asking }] : [];
    });
    return {
      kind,
      state: stateOf(pages.filter((page) => page.kind === kind)),
      isRequired: laws.length > 0,
      reasons: laws.length > 0 ? laws : [{ code: `${kind}_anywhere`, countries: [] }],
    };
  });
}

function stateOf(pages: { isPublished: boolean; unfilled: number }[]): CheckedState {
  const published = pages.filter(({ isPublished }) => isPublished);
  if (published.some(({ unfilled }) => unfilled === 0)) return "published";
  if (published.length > 0) return "unfilled";
  return pages.length > 0 ? "draft" : "missing";
}
