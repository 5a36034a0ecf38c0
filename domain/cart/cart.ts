/** What the cart cookie holds. Nothing in it is trusted: every line is read again from the database. */
export type CartContents = {
  /** Made with the first line; lets two tabs find the same order. */
  key: string;
  lines: CartEntry[];
};

export type CartEntry = {
  variantId: string;
  quantity: number;
  /** The unit price that the shopper was shown, only to tell that it has changed. */
  seenMinor: bigint;
};

export const MAX_QUANTITY = 99;
export const MAX_LINES = 50;

/** Adds a quantity to a variant's line, or makes the line; capped at MAX_QUANTITY and MAX_LINES. */
export function addLine(cart: CartContents, added: CartEntry): CartContents {
  const present = cart.lines.find((line) => line.variantId === added.variantId);
  if (present) return setQuantity(cart, added.variantId, present.quantity + added.quantity);
  if (cart.lines.length >= MAX_LINES) return cart;
  return { ...cart, lines: [...cart.lines, { ...added, quantity: Math.min(added.quantity, MAX_QUANTITY) }] };
}

/** Sets a line's quantity; 0 removes it. */
export function setQuantity(cart: CartContents, variantId: string, quantity: number): CartContents {
  const lines = cart.lines.flatMap((line) => {
    if (line.variantId !== variantId) return [line];
    return quantity > 0 ? [{ ...line, quantity: Math.min(quantity, MAX_QUANTITY) }] : [];
  });
  return { ...cart, lines };
}

/** Adds what of these lines the cart has not yet, so that filling it a second time changes nothing. */
export function fillCart(cart: CartContents, lines: CartEntry[]): CartContents {
  return lines.reduce((filled, line) => {
    const present = filled.lines.find(({ variantId }) => variantId === line.variantId)?.quantity ?? 0;
    const missing = line.quantity - present;
    return missing > 0 ? addLine(filled, { ...line, quantity: missing }) : filled;
  }, cart);
}

/** Units, not lines. */
export const countUnits = ({ lines }: { lines: readonly { quantity: number }[] }): number =>
  lines.reduce((units, { quantity }) => units + quantity, 0);

/** What an order was made of. */
export type OrderedCart = { key: string; lines: Pick<CartEntry, "variantId" | "quantity">[] };

/** The cart without the units that an order of it has; what was put in since stays. */
export function withoutOrdered(cart: CartContents, ordered: OrderedCart): CartContents {
  return ordered.lines.reduce((left, { variantId, quantity }) => {
    const present = left.lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
    return setQuantity(left, variantId, present - quantity);
  }, cart);
}

const LINE = /^([0-9a-f-]{36})\.(\d{1,2})\.(\d{1,18})$/;
const KEY = /^[0-9a-f-]{36}$/;

/** The cookie's text: `key~variant.quantity.price~…`. */
export function writeCartCookie(cart: CartContents): string {
  return [cart.key, ...cart.lines.map((line) => `${line.variantId}.${line.quantity}.${line.seenMinor}`)].join(
    "~",
  );
}

/** Reads the cookie's text; lines that are not well formed are dropped, without a key there is no cart. */
export function readCartCookie(text: string | undefined): CartContents | null {
  const [key = "", ...parts] = (text ?? "").split("~");
  if (!KEY.test(key)) return null;
  const lines = parts.slice(0, MAX_LINES).flatMap((part) => {
    const [, variantId = "", quantity = "0", seen = "0"] = LINE.exec(part) ?? [];
    if (Number(quantity) === 0) return [];
    return [{ variantId, quantity: Number(quantity), seenMinor: BigInt(seen) }];
  });
  return { key, lines };
}
