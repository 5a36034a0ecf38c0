import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { addLine, type CartContents, MAX_LINES, MAX_QUANTITY, setQuantity } from "@/domain/cart/cart";
import { acceptedLines, mergeLines } from "@/domain/cart/quote";
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
/** Why a change was refused: not well formed, not for sale now, or the cart has as many lines as it may have. */
export type CartRefusal = "invalid" | "unavailable" | "full";
export type CartChangeResult =
  /** `isReduced`: fewer units than asked for, because no more are there. */
  { isDone: true; cart: CartContents; isReduced: boolean } | { isDone: false; reason: CartRefusal };

/**
 * Changes the cart of this browser and writes its cookie. Quantities are whole units, 1 to 99. Prices come
 * from the database, never from the browser.
 */
export async function changeCart(given: CartChange): Promise<CartChangeResult> {
  requireSurface("shop");
  const { data, success } = change.safeParse(given);
  if (!success) return { isDone: false, reason: "invalid" };
  const { key, lines } = (await getCart()) ?? { key: randomUUID(), lines: [] };
  const cart = { key, lines: mergeLines(lines) };
  switch (data.kind) {
    case "add":
      return await add(cart, data.variantId, data.quantity);
    case "set":
      return await set(cart, data.variantId, data.quantity);
    case "remove":
      return await write(setQuantity(cart, data.variantId, 0));
    // What can be bought, one line for each variant: what is left is safe to make an order of.
    case "accept":
      return await write({ ...cart, lines: acceptedLines(await quoteCart(cart)) });
    case "clear":
      return await forget(cart);
  }
}

async function add(cart: CartContents, variantId: string, quantity: number): Promise<CartChangeResult> {
  const isNew = !cart.lines.some((line) => line.variantId === variantId);
  const added = addLine(isNew ? { ...cart, lines: [] } : cart, { variantId, quantity, seenMinor: 0n });
  const line = await quoteLine(added, variantId);
  if (!line || line.available === 0) return { isDone: false, reason: "unavailable" };
  if (isNew && cart.lines.length >= MAX_LINES) return { isDone: false, reason: "full" };
  const wanted = { variantId, quantity: line.quantity, seenMinor: line.unitPrice.amountMinor };
  const lines = isNew
    ? [...cart.lines, wanted]
    : cart.lines.map((present) => (present.variantId === variantId ? wanted : present));
  return await write({ ...cart, lines }, line.quantity < line.wanted);
}

/** More than there are stays as it was asked for: the cart's page then says how many are left. */
async function set(cart: CartContents, variantId: string, quantity: number): Promise<CartChangeResult> {
  const changed = setQuantity(cart, variantId, quantity);
  const line = await quoteLine(changed, variantId);
  const lines = changed.lines.map((present) =>
    present.variantId === variantId && line?.notice !== "gone"
      ? { ...present, seenMinor: line?.unitPrice.amountMinor ?? present.seenMinor }
      : present,
  );
  return await write({ ...changed, lines });
}

async function quoteLine({ key, lines }: CartContents, variantId: string) {
  const cart = await quoteCart({ key, lines: lines.filter((line) => line.variantId === variantId) });
  return cart.lines[0];
}

async function write(cart: CartContents, isReduced = false): Promise<CartChangeResult> {
  await rememberVisitor();
  await keepCart(cart);
  return { isDone: true, cart, isReduced };
}

/** The next cart gets a key of its own, so that it can never be taken for this one's order. */
async function forget(cart: CartContents): Promise<CartChangeResult> {
  await keepCart(null);
  return { isDone: true, cart: { ...cart, lines: [] }, isReduced: false };
}
