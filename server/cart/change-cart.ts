import "server-only";
import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import {
  addLine,
  type CartContents,
  type CartEntry,
  MAX_LINES,
  MAX_QUANTITY,
  setQuantity,
  writeCartCookie,
} from "@/domain/cart/cart";
import { requireSurface } from "../platform/surface";
import { cartCookie, getCart } from "./cart-cookie";
import { findOffers, type Offer } from "./find-offers";

/** Plain digits: forms of writing a number such as 1e1 or 0x10 are no quantity that anybody types. */
const units = (least: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,2}$/)
        .transform(Number),
    ])
    .pipe(z.number().int().min(least).max(MAX_QUANTITY));

const change = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("add"),
    variantId: z.uuid().toLowerCase(),
    quantity: units(1),
  }),
  z.object({
    kind: z.literal("set"),
    variantId: z.uuid().toLowerCase(),
    quantity: units(0),
  }),
  z.object({ kind: z.literal("remove"), variantId: z.uuid().toLowerCase() }),
  /** The shopper has read what changed: today's prices and quantities are theirs. */
  z.object({ kind: z.literal("accept") }),
  z.object({ kind: z.literal("clear") }),
]);

export type CartChange = z.input<typeof change>;
/** Why a change was refused: not well formed, not for sale now, or the cart has as many lines as it takes. */
export type CartRefusal = "invalid" | "unavailable" | "full";
export type CartChangeResult =
  /** `isReduced`: fewer units than asked for, because no more are there. */
  { isDone: true; cart: CartContents; isReduced: boolean } | { isDone: false; reason: CartRefusal };

/**
 * Changes the cart of this browser and writes its cookie. Quantities are whole units, 1 to 99. Prices are
 * the database's, never the browser's.
 */
export async function changeCart(given: CartChange): Promise<CartChangeResult> {
  requireSurface("shop");
  const { data, success } = change.safeParse(given);
  if (!success) return { isDone: false, reason: "invalid" };
  const cart = (await getCart()) ?? { key: randomUUID(), lines: [] };
  switch (data.kind) {
    case "add":
      return await add(cart, data.variantId, data.quantity);
    case "set":
      return await set(cart, data.variantId, data.quantity);
    case "remove":
      return await write(setQuantity(cart, data.variantId, 0));
    case "accept":
      return await accept(cart);
    case "clear":
      return await forget(cart);
  }
}

async function add(cart: CartContents, variantId: string, quantity: number): Promise<CartChangeResult> {
  const offer = (await findOffers(cart.key, [variantId])).get(variantId);
  if (!offer || offer.available <= 0) return { isDone: false, reason: "unavailable" };
  const isNew = !cart.lines.some((line) => line.variantId === variantId);
  if (isNew && cart.lines.length >= MAX_LINES) return { isDone: false, reason: "full" };
  const added = addLine(cart, { variantId, quantity, seenMinor: offer.priceMinor });
  const offers = new Map([[variantId, offer]]);
  const isReduced = added.lines.some(
    (line) => line.variantId === variantId && line.quantity > offer.available,
  );
  return await write(capped(priced(added, offers), offers), isReduced);
}

/** More than there are stays as it was asked for: the cart's page then says how many are left. */
async function set(cart: CartContents, variantId: string, quantity: number): Promise<CartChangeResult> {
  const offers = await findOffers(cart.key, [variantId]);
  return await write(priced(setQuantity(cart, variantId, quantity), offers));
}

/** What can be bought, one line for each variant: what is left is safe to make an order of. */
async function accept(cart: CartContents): Promise<CartChangeResult> {
  const byVariant = new Map(cart.lines.toReversed().map((line) => [line.variantId, line]));
  const lines = [...byVariant.values()].toReversed();
  const offers = await findOffers(cart.key, [...byVariant.keys()]);
  const isForSale = ({ variantId }: CartEntry) => (offers.get(variantId)?.available ?? 0) > 0;
  return await write(capped(priced({ ...cart, lines: lines.filter(isForSale) }, offers), offers));
}

/** The lines with today's prices as the ones that the shopper has seen. */
function priced(cart: CartContents, offers: Map<string, Offer>): CartContents {
  const lines = cart.lines.map((line) => ({
    ...line,
    seenMinor: offers.get(line.variantId)?.priceMinor ?? line.seenMinor,
  }));
  return { ...cart, lines };
}

/** The lines with no more units than there are. */
function capped(cart: CartContents, offers: Map<string, Offer>): CartContents {
  const lines = cart.lines.map((line) => ({
    ...line,
    quantity: Math.min(line.quantity, offers.get(line.variantId)?.available ?? line.quantity),
  }));
  return { ...cart, lines };
}

async function write(cart: CartContents, isReduced = false): Promise<CartChangeResult> {
  const { name, options } = cartCookie();
  (await cookies()).set(name, writeCartCookie(cart), options);
  return { isDone: true, cart, isReduced };
}

/** The next cart gets a key of its own, so that it can never be taken for this one's order. */
async function forget(cart: CartContents): Promise<CartChangeResult> {
  const { name, options } = cartCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
  return { isDone: true, cart: { ...cart, lines: [] }, isReduced: false };
}
