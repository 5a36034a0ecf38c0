import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  addLine,
  type CartContents,
  type CartEntry,
  fillCart,
  MAX_LINES,
  MAX_QUANTITY,
  setQuantity,
} from "@/domain/cart/cart";
import { acceptedLines, type LineNotice, mergeLines } from "@/domain/cart/quote";
import { requireSurface } from "../platform/surface";
import { rememberVisitor } from "../platform/visitor";
import { getCart, keepCart } from "./cart-cookie";
import { quoteCart } from "./quote-cart";

/** Plain digits: other ways to write a number, such as 1e1 or 0x10, do not come from a form. */
const units = (min: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,2}$/)
        .transform(Number),
    ])
    .pipe(z.number().int().min(min).max(MAX_QUANTITY));

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
  /** The shopper has read what changed and takes today's prices and quantities. */
  z.object({ kind: z.literal("accept") }),
  z.object({ kind: z.literal("clear") }),
]);

export type CartChange = z.input<typeof change>;
/**
 * Why a change was refused: not well formed, sold out, not sold at all, in the checkouts of others, all that one shopper may
 * have is held already, or the cart has as many lines as it may have.
 */
export type CartRefusal = "invalid" | "unavailable" | "gone" | "held" | "limited" | "full";
export type CartChangeResult =
  /** `reducedTo`: fewer units than asked for, because no more are there or one shopper may have no more. */
  | { isDone: true; cart: CartContents; reducedTo: "stock" | "limit" | null }
  | { isDone: false; reason: CartRefusal };

/**
 * Changes the cart of this browser and writes its cookies. Quantities are whole units, 1 to 99. Prices come
 * from the database, never from the browser.
 * @param countedAs whose share of a variant it is: this browser's, which has its cookie from now on
 */
export async function changeCart(given: CartChange, countedAs?: string): Promise<CartChangeResult> {
  requireSurface("shop");
  const { data, success } = change.safeParse(given);
  if (!success) return { isDone: false, reason: "invalid" };
  const { key, lines } = (await getCart()) ?? { key: randomUUID(), lines: [] };
  const cart = { key, lines: mergeLines(lines) };
  const counted = countedAs ?? (await rememberVisitor()).key;
  switch (data.kind) {
    case "add":
      return await add(cart, data.variantId, data.quantity, counted);
    case "set":
      return await set(cart, data.variantId, data.quantity, counted);
    case "remove":
      return await write(setQuantity(cart, data.variantId, 0));
    // What can be bought, one line for each variant: what is left is safe to make an order of.
    case "accept":
      return await write({ ...cart, lines: acceptedLines(await quoteCart(cart, counted)) });
    case "clear":
      return await forget(cart);
  }
}

/**
 * Puts lines of an order into this browser's cart, where it has not as many already. What is no longer sold, or costs
 * something else now, is put in too: the cart's page says so of each line.
 * @returns whether the cart had room for all of them
 */
export async function putInto(lines: CartEntry[]): Promise<boolean> {
  requireSurface("shop");
  await rememberVisitor();
  const cart = (await getCart()) ?? { key: randomUUID(), lines: [] };
  const filled = fillCart({ ...cart, lines: mergeLines(cart.lines) }, lines);
  await keepCart(filled);
  return lines.every(({ variantId }) => filled.lines.some((line) => line.variantId === variantId));
}

async function add(
  cart: CartContents,
  variantId: string,
  quantity: number,
  countedAs: string,
): Promise<CartChangeResult> {
  const isNew = !cart.lines.some((line) => line.variantId === variantId);
  const added = addLine(isNew ? { ...cart, lines: [] } : cart, { variantId, quantity, seenMinor: 0n });
  const line = await quoteLine(added, variantId, countedAs);
  if (!line || line.available === 0) return { isDone: false, reason: whyNot(line?.notice) };
  if (line.quantity === 0) return { isDone: false, reason: "limited" };
  if (isNew && cart.lines.length >= MAX_LINES) return { isDone: false, reason: "full" };
  const wanted = { variantId, quantity: line.quantity, seenMinor: line.unitPrice.amountMinor };
  const lines = isNew
    ? [...cart.lines, wanted]
    : cart.lines.map((present) => (present.variantId === variantId ? wanted : present));
  const isLess = line.quantity < line.wanted;
  return await write({ ...cart, lines }, isLess ? (line.notice === "limited" ? "limit" : "stock") : null);
}

function whyNot(notice: LineNotice | null | undefined): CartRefusal {
  if (notice === "held") return "held";
  return notice === "gone" ? "gone" : "unavailable";
}

/** More than there are stays as it was asked for: the cart's page then says how many are left. */
async function set(
  cart: CartContents,
  variantId: string,
  quantity: number,
  countedAs: string,
): Promise<CartChangeResult> {
  const changed = setQuantity(cart, variantId, quantity);
  const line = await quoteLine(changed, variantId, countedAs);
  const lines = changed.lines.map((present) =>
    present.variantId === variantId && line?.notice !== "gone"
      ? { ...present, seenMinor: line?.unitPrice.amountMinor ?? present.seenMinor }
      : present,
  );
  return await write({ ...changed, lines });
}

async function quoteLine({ key, lines }: CartContents, variantId: string, countedAs: string) {
  const alone = { key, lines: lines.filter((line) => line.variantId === variantId) };
  return (await quoteCart(alone, countedAs)).lines[0];
}

async function write(
  cart: CartContents,
  reducedTo: "stock" | "limit" | null = null,
): Promise<CartChangeResult> {
  await keepCart(cart);
  return { isDone: true, cart, reducedTo };
}

/** The next cart gets a key of its own, so that it can never be taken for this one's order. */
async function forget(cart: CartContents): Promise<CartChangeResult> {
  await keepCart(null);
  return { isDone: true, cart: { ...cart, lines: [] }, reducedTo: null };
}
