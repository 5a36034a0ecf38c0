import type { StartedKind } from "@/domain/content/page";
import { accessibility } from "./accessibility";
import { contact } from "./contact";
import { imprint } from "./imprint";
import { privacy } from "./privacy";
import { returns } from "./returns";
import { shipping } from "./shipping";
import { terms } from "./terms";

/** Texts to begin with. What only the merchant knows is marked: [[your address]]. They are no legal advice. */
const STARTERS: Record<StartedKind, { slug: string; title: string; body: string }> = {
  accessibility,
  contact,
  imprint,
  privacy,
  returns,
  shipping,
  terms,
};

/** What the shop knows by itself, in words. */
export type StarterFacts = Record<"shop" | "site" | "days" | "countries" | "rates", string> &
  /** Empty where the merchant has not set it: then it is a place to fill in. */
  Record<"email" | "phone" | "address", string>;

const PLACES = {
  email: "[[Your email address]]",
  phone: "[[Your phone number]]",
  address: "[[The address for returns]]",
} as const;

/** A starter with what the shop knows filled in. */
export function starterOf(
  kind: StartedKind,
  facts: StarterFacts,
): { slug: string; title: string; body: string } {
  const { slug, title, body } = STARTERS[kind];
  // A bracket in a name would begin a link.
  const plain = (fact: keyof StarterFacts) => facts[fact].replace(/[[\]]/g, "");
  let filled = body.replace(/\{(shop|site|days|countries|rates)\}/g, (_, fact: keyof StarterFacts) =>
    plain(fact),
  );
  for (const fact of ["email", "phone", "address"] as const)
    if (facts[fact]) filled = filled.replaceAll(PLACES[fact], () => plain(fact));
  return { slug, title, body: filled };
}
