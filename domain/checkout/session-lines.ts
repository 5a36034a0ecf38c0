import { z } from "zod";

// Stripe takes 50 keys with values of 500 characters (docs.stripe.com/api/metadata). A cart has 50 lines at most.
const MAX_VALUE = 500;
const MAX_LINE = 245;
const PREFIX = "lines_";

/** A line of an order as Stripe's session keeps it: enough to make the order again without the records. */
export type SessionLine = {
  /** Null: the product was removed since. */
  variantId: string | null;
  quantity: number;
  /** Minor units. */
  unitMinor: bigint;
  productTitle: string;
  variantTitle: string;
};

const lineSchema = z
  .tuple([
    z.union([z.guid(), z.literal("")]),
    z.number().int().positive(),
    z.number().int().nonnegative(),
    z.string(),
    z.string(),
  ])
  .transform(
    ([variantId, quantity, unitMinor, productTitle, variantTitle]): SessionLine => ({
      ...{ variantId: variantId || null, quantity, unitMinor: BigInt(unitMinor), productTitle, variantTitle },
    }),
  );
const valueSchema = z.array(lineSchema);

/** The lines as metadata: `lines_1`, `lines_2` …, each a JSON array of whole lines. Very long titles are cut. */
export function linesToMetadata(lines: SessionLine[]): Record<string, string> {
  const values: string[] = [];
  for (const line of lines.map(packLine)) {
    const last = values.at(-1);
    if (last !== undefined && last.length + line.length + 3 <= MAX_VALUE)
      values[values.length - 1] = `${last},${line}`;
    else values.push(line);
  }
  return Object.fromEntries(values.map((value, index) => [`${PREFIX}${index + 1}`, `[${value}]`]));
}

function packLine({ variantId, quantity, unitMinor, ...titles }: SessionLine): string {
  let [productTitle, variantTitle] = [cut(titles.productTitle), cut(titles.variantTitle)];
  const pack = () =>
    JSON.stringify([variantId ?? "", quantity, Number(unitMinor), productTitle, variantTitle]);
  for (let over = pack().length - MAX_LINE; over > 0; over = pack().length - MAX_LINE) {
    // JSON writes a letter with six characters at most.
    const less = Math.ceil(over / 6);
    if (productTitle.length > variantTitle.length)
      productTitle = cut(productTitle, productTitle.length - less);
    else variantTitle = cut(variantTitle, variantTitle.length - less);
  }
  return pack();
}

/** Never to half a letter. */
const cut = (title: string, length = MAX_LINE): string =>
  title.length <= length ? title : title.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");

/** The lines that a session's metadata holds; null when it holds none, or not all. */
export function linesOfMetadata(metadata: Record<string, unknown>): SessionLine[] | null {
  const lines: SessionLine[] = [];
  for (let index = 1; `${PREFIX}${index}` in metadata; index += 1) {
    const parsed = valueSchema.safeParse(parseJson(metadata[`${PREFIX}${index}`]));
    if (!parsed.success) return null;
    lines.push(...parsed.data);
  }
  return lines.length > 0 ? lines : null;
}

function parseJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}
