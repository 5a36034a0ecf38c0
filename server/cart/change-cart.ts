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
import { acceptedLines } from "@/domain/cart/compare-quotes";
import { mergeLines, type QuoteLine } from "@/domain/cart/quote-line";
import { requireSurface } from "../platform/surface";
import { rememberVisitor } from "../platform/visitor";
import { getCart, getEmptied, keepCart, keepEmptied } from "./cart-cookie";
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
 * Why a change was refused: not well formed, no longer sold, sold out, in the checkouts of others, all that one shopper may
 * have is held already, or the cart has as many lines as it may have.
 */
export type CartRefusal = "invalid" | "gone" | "unavailable" | "held" | "limited" | "full";
export type CartChangeResult =
  | {
      isDone: true;
      cart: CartContents;
      /** Units of the cart that can be bought. */
      count: number;
      /** What was added, and how much of it is in the cart now. */
      line: QuoteLine | null;
      /** Fewer units than asked for, because no more are there or one shopper may have no more. */
      reducedTo: "stock" | "limit" | null;
    }
  | { isDone: false; reason: CartRefusal; line: QuoteLine | null };

/**
 * Changes the cart of this browser and writes its cookies. Quantities are whole units, 1 to 99. Prices come
 * from the database, never from the browser.
 * @param countedAs whose share of a variant it is: this browser's, which has its cookie from now on
 */
export async function changeCart(given: CartChange, countedAs?: string): Promise<CartChangeResult> {
  requireSurface("shop");
  const { data, success } = change.safeParse(given);
  if (!success) return { isDone: false, reason: "invalid", line: null };
  const { key, lines } = (await getCart()) ?? { key: randomUUID(), lines: [] };
  const cart = { key, lines: mergeLines(lines) };
  const counted = countedAs ?? (await rememberVisitor()).key;
  switch (data.kind) {
    case "add":
      return await add(cart, data.variantId, data.quantity, counted);
    case "set":
      return await set(cart, data.variantId, data.quantity, counted);
    case "remove":
      return await write(setQuantity(cart, data.variantId, 0), counted);
    // What can be bought, one line for each variant: what is left is safe to make an order of.
    case "accept":
      return await write({ ...cart, lines: acceptedLines(await quoteCart(cart, counted)) }, counted);
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
  const { key: countedAs } = await rememberVisitor();
  const cart = (await getCart()) ?? { key: randomUUID(), lines: [] };
  const filled = fillCart({ ...cart, lines: mergeLines(cart.lines) }, lines);
  await write(filled, countedAs);
  return lines.every(({ variantId }) => filled.lines.some((line) => line.variantId === variantId));
}

/** Puts back what the shopper emptied the cart of, if it was not long ago. */
export async function restoreEmptied(): Promise<void> {
  const emptied = await getEmptied();
  if (emptied) await putInto(emptied.lines);
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
  if (!line || line.notice === "gone") return { isDone: false, reason: "gone", line: null };
  const refuse = (reason: CartRefusal) => ({ isDone: false, reason, line }) as const;
  if (line.available === 0) return refuse(line.notice === "held" ? "held" : "unavailable");
  if (line.quantity === 0) return refuse("limited");
  if (isNew && cart.lines.length >= MAX_LINES) return refuse("full");
  const wanted = { variantId, quantity: line.quantity, seenMinor: line.unitPrice.amountMinor };
  const lines = isNew
    ? [...cart.lines, wanted]
    : cart.lines.map((present) => (present.variantId === variantId ? wanted : present));
  const isLess = line.quantity < line.wanted;
  const written = await write({ ...cart, lines }, countedAs);
  return { ...written, line, reducedTo: isLess ? (line.notice === "limited" ? "limit" : "stock") : null };
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
  return await write({ ...changed, lines }, countedAs);
}

async function quoteLine({ key, lines }: CartContents, variantId: string, countedAs: string) {
  const alone = { key, lines: lines.filter((line) => line.variantId === variantId) };
  return (await quoteCart(alone, countedAs)).lines[0];
}

async function write(cart: CartContents, countedAs: string) {
  const { itemCount: count } = await quoteCart(cart, countedAs);
  await keepCart(cart, count);
  return { isDone: true, cart, count, line: null, reducedTo: null } as const;
}

/** The next cart gets a key of its own, so that it can never be taken for this one's order. */
async function forget(cart: CartContents): Promise<CartChangeResult> {
  await keepCart(null);
  if (cart.lines.length > 0) await keepEmptied(cart);
  return { isDone: true, cart: { ...cart, lines: [] }, count: 0, line: null, reducedTo: null };
}
