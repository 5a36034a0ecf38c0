import { MAX_LINES, MAX_QUANTITY } from "./cart";

/** A variant's SKU, or its id where it has none, and how many of it. */
export type BuyLine = { code: string; quantity: number };

/** Dark squares as one path, in squares of 1; `modules` on a side. */
export type QrCode = { modules: number; path: string };

const LINE = /^(.+?)(?::(\d{1,2}))?$/;

// An address of these alone is one of a folder.
const DOTS = /^\.+$/;

/**
 * The address of a link that fills a cart: `/buy/SKU:2,SKU2?code=AUTUMN`. Commas, colons and slashes of a SKU are percent-encoded.
 * @param discountCode empty: none
 */
export function writeBuyLink(lines: readonly BuyLine[], discountCode = ""): string {
  const parts = lines.map(({ code, quantity }) =>
    quantity === 1 && !DOTS.test(code) ? encodeURIComponent(code) : `${encodeURIComponent(code)}:${quantity}`,
  );
  const query = discountCode === "" ? "" : `?code=${encodeURIComponent(discountCode)}`;
  return `/buy/${parts.join(",")}${query}`;
}

/**
 * What such a link asks for.
 * @param path of the address as it was sent, percent-encoded
 * @returns null for one that is not well formed; of one code that is named twice the quantities are added
 */
export function readBuyLink(path: string): BuyLine[] | null {
  const parts = path
    .replace(/^\/buy\//, "")
    .split(",")
    .map(readLine);
  if (parts.length > MAX_LINES || parts.some((line) => line === null)) return null;
  const quantities = new Map<string, number>();
  for (const line of parts)
    if (line) quantities.set(line.code, (quantities.get(line.code) ?? 0) + line.quantity);
  return [...quantities].map(([code, quantity]) => ({ code, quantity: Math.min(quantity, MAX_QUANTITY) }));
}

function readLine(part: string): BuyLine | null {
  const [, encoded, digits = "1"] = LINE.exec(part) ?? [];
  const code = encoded === undefined ? null : decode(encoded);
  const quantity = Number(digits);
  return code === null || quantity === 0 ? null : { code, quantity };
}

function decode(text: string): string | null {
  try {
    // PostgreSQL refuses NUL in a text.
    const decoded = decodeURIComponent(text).trim();
    return decoded === "" || decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}

/** A button for any other site: a plain link, which needs no script and sets no cookie before it is clicked. */
export function buyButtonHtml(url: string, label: string): string {
  const style =
    "display:inline-block;padding:12px 20px;border-radius:6px;background:#1a1a1a;color:#fff;font:600 16px system-ui,sans-serif;text-decoration:none";
  return `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a>`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
