import clsx from "clsx";
import type { ReactNode } from "react";

/** A column of a `DataTable`. */
export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** "end": amounts and counts. */
  align?: "end";
  /** Rows can be sorted by it; the table's `sorting` says by what they are. */
  isSortable?: boolean;
  /** "fill": takes what the others leave and is cut off; "wrap": takes it and breaks its lines. */
  width?: "fill" | "wrap";
  /** The narrowest screen that has room for the column. A phone shows cards instead. */
  from?: "lg";
  /** Its place on a phone's card; left out: the card does without it. */
  card?: CardPlace;
  /** On the card alone: the table does without it. */
  isCardOnly?: boolean;
  /** In the table and on the card. */
  className?: string;
};

type CardPlace = {
  order: 1 | 2 | 3 | 4 | 5 | 6;
  side: "start" | "end" | "whole";
  /** The header stands before the value. */
  isLabeled?: boolean;
};

const ORDERS = {
  1: "max-md:order-1",
  2: "max-md:order-2",
  3: "max-md:order-3",
  4: "max-md:order-4",
  5: "max-md:order-5",
  6: "max-md:order-6",
};
const SIDES = {
  start: "max-md:col-start-1 max-md:text-start",
  end: "max-md:col-start-2 max-md:text-end",
  whole: "max-md:col-span-2 max-md:col-start-1 max-md:text-start",
};
const WIDTHS = {
  fill: "md:w-full md:max-w-0 md:min-w-36",
  wrap: "md:w-full",
};

export function headerCell<Row>({ align, from, isCardOnly }: Column<Row>): string {
  return clsx(
    "border-line-strong py-(--cell) pe-4 align-baseline font-medium text-ink-soft last:pe-0 md:border-b",
    align === "end" ? "figures text-end" : "text-start",
    from === "lg" && "max-lg:hidden",
    isCardOnly && "md:hidden",
  );
}

export function dataCell<Row>({ align, width, from, card, isCardOnly, className }: Column<Row>): string {
  return clsx(
    "border-b border-line py-(--cell) pe-4 align-baseline last:pe-0",
    align === "end" ? "figures text-end" : "text-start",
    width && WIDTHS[width],
    from === "lg" && "max-lg:hidden",
    isCardOnly && "md:hidden",
    card
      ? ["max-md:block max-md:min-w-0 max-md:border-0 max-md:p-0", ORDERS[card.order], SIDES[card.side]]
      : "max-md:hidden",
    className,
  );
}
