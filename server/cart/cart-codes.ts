import "server-only";
import { headers } from "next/headers";
import type { CartContents } from "@/domain/cart/cart";
import { type CheckoutDetails, MAX_DETAIL, NO_DETAILS } from "@/domain/checkout/details";
import { MAX_CODES, readCode, readCodes } from "@/domain/discounts/discount";
import { FIRST_VISITS } from "@/domain/stock/limits";
import { returnTries, takeTries } from "../discounts/limit-tries";
import { shopperKey } from "../platform/client-address";
import { requireSurface } from "../platform/surface";
import { rememberVisitor } from "../platform/visitor";
import { getDetails, keepDetails } from "./details-cookie";
import { quoteCart } from "./quote-cart";

/** `codes`: too many were tried that do not apply. `codes_full`: a cart has as many as it may have. */
export type CodeProblem = "codes" | "codes_full";

type Trier = { openedBy: string | null; countedAs: string | null };

/**
 * Adds a code that a shopper typed to what they have told, whether it applies or not: the page says why. One that does not
 * takes one of the tries that a shopper has.
 * @param cart null: it is not known yet what the code is for
 */
export async function addCode(
  cart: CartContents | null,
  details: CheckoutDetails,
  typed: string,
  { openedBy, countedAs }: Trier,
): Promise<{ details: CheckoutDetails; refused: CodeProblem | null }> {
  requireSurface("shop");
  const code = readCode(typed).slice(0, MAX_DETAIL.code);
  const codes = readCodes(details.codes);
  if (code === "" || codes.includes(code)) return { details, refused: null };
  if (codes.length >= MAX_CODES) return { details, refused: "codes_full" };
  const trier = { openedBy, countedAs: countedAs ?? FIRST_VISITS };
  if (!(await takeTries(trier, 1))) return { details, refused: "codes" };
  const added = { ...details, codes: [...codes, code] };
  const { discounts } = await quoteCart(cart ?? { key: "", lines: [] }, countedAs, { details: added });
  if (discounts.applied.some((one) => one.code === code)) await returnTries(trier, 1);
  return { details: added, refused: null };
}

/** The details without a code. */
export const withoutCode = (details: CheckoutDetails, code: string): CheckoutDetails => ({
  ...details,
  codes: readCodes(details.codes).filter((one) => one !== readCode(code)),
});

/** Adds or removes a code where nothing else is told: on the cart's page, or by a link. In actions and routes only. */
export async function changeCodes(
  cart: CartContents | null,
  change: { add?: string | undefined; remove?: string | undefined },
): Promise<CodeProblem | null> {
  const { countedAs } = await rememberVisitor();
  const trier = { openedBy: shopperKey(await headers()), countedAs };
  const told = (await getDetails()) ?? NO_DETAILS;
  const kept = change.remove ? withoutCode(told, change.remove) : told;
  const { details, refused } = await addCode(cart, kept, change.add ?? "", trier);
  await keepDetails(details);
  return refused;
}
