import { type SendingLine, unitsOf } from "./sending-state.ts";

/** What slips and lists are printed on. 100x150: a thermal printer's labels, in millimeters. */
export const PAPERS = ["a4", "a6", "100x150"] as const;
export type Paper = (typeof PAPERS)[number];

/** So many orders are printed, listed or sent in one go. */
export const MAX_BATCH = 100;

/** The bars of a barcode as an SVG path on a grid of modules, one module high. */
export type Barcode = { modules: number; path: string };

export type SlipLine = {
  variantId: string | null;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  imageBase: string | null;
  /** What goes into the parcel. */
  units: number;
  bought: number;
  /** Of the bought ones, in a parcel before. */
  sent: number;
};

export type SlipView = {
  id: string;
  number: number;
  placedAt: Date;
  shipping: string | null;
  /** As on an envelope. */
  address: string[];
  /** What the shopper wrote to the shop; "": nothing. */
  note: string;
  /** All of it was sent before: the slip says what went out, and nothing of it is to be picked. */
  isSent: boolean;
  lines: SlipLine[];
  /** Of its number. */
  barcode: Barcode;
};

type Packable = Omit<SlipLine, "units" | "bought" | "sent"> & { sending: SendingLine };

/**
 * The lines of a packing slip in the order of the shelf: what is left to send or, where nothing is, what was sent.
 * Empty for an order of which nothing is a thing.
 */
export function slipLines(lines: readonly Packable[]): { isSent: boolean; lines: SlipLine[] } {
  const counted = lines.map(({ sending, ...line }) => ({
    ...line,
    bought: sending.quantity,
    ...unitsOf(sending),
  }));
  const isSent = counted.every(({ left }) => left === 0);
  const onPaper = counted.map(({ left, returned: _, ...line }) => ({
    ...line,
    units: isSent ? line.sent : left,
  }));
  return { isSent, lines: onPaper.filter(({ units }) => units > 0).toSorted(byShelf) };
}

export type PickRow = Omit<SlipLine, "bought" | "sent"> & {
  /** Which orders they are for. */
  orders: { number: number; units: number }[];
};

/** What is to be taken from the shelves for all of the orders, each variant once, in the order of the shelf. */
export function pickList(slips: readonly SlipView[]): PickRow[] {
  const toPick = slips
    .filter(({ isSent }) => !isSent)
    .flatMap(({ number, lines }) => lines.map((line) => ({ number, line })));
  return [...Map.groupBy(toPick, ({ line }) => thingOf(line)).values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { bought: _, sent: __, ...line } = first.line;
      const byOrder = Map.groupBy(group, ({ number }) => number);
      const orders = [...byOrder].map(([number, inOrder]) => ({
        number,
        units: sum(inOrder.map((one) => one.line.units)),
      }));
      return { ...line, units: sum(orders.map(({ units }) => units)), orders };
    })
    .toSorted(byShelf);
}

const sum = (units: number[]) => units.reduce((total, one) => total + one, 0);

/** What a variant was called does not tell it apart; of one that is gone, nothing else is known. */
const thingOf = ({ variantId, sku, productTitle, variantTitle }: SlipLine) =>
  variantId ?? JSON.stringify([sku, productTitle, variantTitle]);

type Shelved = Pick<SlipLine, "sku" | "productTitle" | "variantTitle">;

/** By SKU, as shelves are labeled; what has none comes last, by its title. A2 comes before A10. */
export function byShelf(one: Shelved, other: Shelved): number {
  if ((one.sku === null) !== (other.sku === null)) return one.sku === null ? 1 : -1;
  return (
    compare(one.sku ?? "", other.sku ?? "") ||
    compare(one.productTitle, other.productTitle) ||
    compare(one.variantTitle, other.variantTitle)
  );
}

const { compare } = new Intl.Collator("en", { numeric: true });

/** The ids in an address: one parameter with commas, or one for each, as a form of checkboxes sends them. */
export const readIds = (value: string | string[] | undefined): string[] => [
  ...new Set(
    [value ?? []]
      .flat()
      .flatMap((part) => part.split(","))
      .filter((id) => id !== ""),
  ),
];
