import "server-only";
import { readBuyLink } from "@/domain/cart/buy-link";
import { findOffered } from "../catalog/links/find-offered";
import { type CodeProblem, changeCodes } from "./cart-codes";
import { getCart } from "./cart-cookie";
import { putInto } from "./change-cart";

/** `link_invalid`: no such link can be; `link_gone`: not all of it is sold; `full`: the cart has no room for all. */
export type BuyLinkProblem = "link_invalid" | "link_gone" | "full" | CodeProblem;

/**
 * Fills this browser's cart with what a link names, and keeps its discount code. Followed twice, it changes nothing more. In
 * routes only.
 * @param path of the address, percent-encoded
 * @param discountCode null or empty: none
 * @returns what a shopper must be told; null: all of it is in the cart
 */
export async function followBuyLink(
  path: string,
  discountCode: string | null,
): Promise<BuyLinkProblem | null> {
  const asked = readBuyLink(path);
  if (asked === null) return "link_invalid";
  const found = await findOffered(asked.map(({ code }) => code));
  const lines = asked.flatMap(({ code, quantity }) => {
    const variant = found.get(code);
    return variant ? [{ variantId: variant.id, quantity, seenMinor: variant.priceMinor }] : [];
  });
  const hasRoom = lines.length === 0 || (await putInto(lines));
  const refused = discountCode ? await changeCodes(await getCart(), { add: discountCode }) : null;
  if (lines.length < asked.length) return "link_gone";
  return hasRoom ? refused : "full";
}
