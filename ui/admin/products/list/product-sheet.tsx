"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../../../kit/form/button";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";
import type { Sorting } from "../../../kit/table/sort-link";
import { SheetCell } from "./sheet-cell";

export type SheetVariant = {
  id: string;
  title: ReactNode;
  state: ReactNode;
  currency: string;
  isCounted: boolean;
  /** Of each cell what is stored, in minor units or units, what is shown, and its name. */
  onHand: SheetValue;
  price: SheetValue;
  compareAt: SheetValue;
};
export type SheetValue = { was: string; text: string; label: string };

export type SheetProduct = {
  id: string;
  title: ReactNode;
  state: ReactNode;
  onHand: string;
  price: string;
  sold: string;
  /** "3 variants", and where they are when they do not unfold here. */
  count: string;
  variantsHref: string;
  unfolds: boolean;
  variants: SheetVariant[];
};

type SheetLabels = Record<
  "table" | "title" | "state" | "onHand" | "price" | "compareAt" | "sold" | "unfoldAll",
  string
>;

type ProductSheetProps = {
  rows: SheetProduct[];
  labels: SheetLabels;
  mayPrice: boolean;
  mayCount: boolean;
  sorting: Omit<Sorting, "href">;
  /** The list's address by column and direction. */
  hrefs: Record<string, { ascending: string; descending: string }>;
  empty: ReactNode;
  pager: ReactNode;
};

type Line = { key: string; product: SheetProduct; variant: SheetVariant | null };

/** The products as a sheet: one with a single variant is edited in its row, one with more unfolds. */
export function ProductSheet({
  rows,
  labels,
  mayPrice,
  mayCount,
  sorting,
  hrefs,
  empty,
  pager,
}: ProductSheetProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const isRunning = useIsRunning();
  useEditKey();
  const several = rows.filter(({ unfolds }) => unfolds);
  const toggle = (id: string) =>
    setUnfolded((former) =>
      former.has(id) ? former.difference(new Set([id])) : former.union(new Set([id])),
    );
  const lines = rows.flatMap((product): Line[] => [
    { key: product.id, product, variant: null },
    ...(unfolded.has(product.id)
      ? product.variants.map((variant) => ({ key: variant.id, product, variant }))
      : []),
  ]);
  const isAllOpen = several.every(({ id }) => unfolded.has(id));
  return (
    <>
      {isRunning && several.length > 0 ? (
        <Button
          tone="quiet"
          size="small"
          aria-pressed={isAllOpen}
          className="mb-1"
          onClick={() => setUnfolded(new Set(isAllOpen ? [] : several.map(({ id }) => id)))}
        >
          {labels.unfoldAll}
        </Button>
      ) : null}
      <DataTable
        label={labels.table}
        columns={columnsOf({ labels, mayPrice, mayCount, unfolded, toggle, isRunning })}
        rows={lines}
        rowKey={({ key }) => key}
        sorting={{ ...sorting, href: (by, direction) => hrefs[by]?.[direction] ?? "" }}
        empty={empty}
        pager={pager}
      />
    </>
  );
}

/** E in a row goes to its first cell. */
function useEditKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey) return;
      const row = document.activeElement?.closest("tr");
      if (!document.activeElement?.matches("[data-row]")) return;
      const cell = row?.querySelector<HTMLInputElement>("input[data-cell]");
      const unfold = row?.querySelector<HTMLElement>("[data-unfold]");
      if (cell) {
        cell.focus();
        cell.select();
      } else unfold?.click();
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

type ColumnOptions = Pick<ProductSheetProps, "labels" | "mayPrice" | "mayCount"> & {
  unfolded: ReadonlySet<string>;
  toggle: (id: string) => void;
  isRunning: boolean;
};

const MIDDLE = "align-middle!";

function columnsOf({
  labels,
  mayPrice,
  mayCount,
  unfolded,
  toggle,
  isRunning,
}: ColumnOptions): Column<Line>[] {
  const valuesOf = ({ product, variant }: Line) =>
    variant ?? (product.variants.length === 1 && !product.unfolds ? product.variants[0] : undefined);
  const cell =
    (field: "onHand" | "price" | "compareAt", sum: (product: SheetProduct) => string) => (line: Line) => {
      const variant = valuesOf(line);
      if (!variant) return <span className="md:pe-2.5">{sum(line.product)}</span>;
      const isEditable = field === "onHand" ? mayCount && variant.isCounted : mayPrice;
      const { id: variantId, currency } = variant;
      return <SheetCell {...{ field, variantId, currency, isEditable }} {...variant[field]} />;
    };
  return [
    {
      key: "title",
      header: labels.title,
      isSortable: true,
      width: "wrap",
      card: { order: 1, side: "whole" },
      className: MIDDLE,
      cell: ({ product, variant }) =>
        variant ? (
          <span className="block ps-20 wrap-anywhere max-md:ps-6">{variant.title}</span>
        ) : (
          <>
            {product.title}
            {product.variants.length > 1 ? (
              isRunning && product.unfolds ? (
                <button
                  type="button"
                  data-unfold=""
                  aria-expanded={unfolded.has(product.id)}
                  onClick={() => toggle(product.id)}
                  className="ms-20 inline-flex min-h-6 items-center gap-1 text-xs text-accent-ink hover:underline"
                >
                  {unfolded.has(product.id) ? (
                    <ChevronDown aria-hidden className="size-3.5" />
                  ) : (
                    <ChevronRight aria-hidden className="size-3.5" />
                  )}
                  {product.count}
                </button>
              ) : (
                <a href={product.variantsHref} className="link ms-20 text-xs">
                  {product.count}
                </a>
              )
            ) : null}
          </>
        ),
    },
    {
      key: "state",
      header: labels.state,
      card: { order: 2, side: "start" },
      className: `${MIDDLE} whitespace-nowrap`,
      cell: ({ product, variant }) => (variant ? variant.state : product.state),
    },
    {
      key: "stock",
      header: labels.onHand,
      align: "end",
      isSortable: true,
      card: { order: 5, side: "end", isLabeled: true },
      className: MIDDLE,
      cell: cell("onHand", ({ onHand }) => onHand),
    },
    {
      key: "price",
      header: labels.price,
      align: "end",
      isSortable: true,
      card: { order: 3, side: "end", isLabeled: true },
      className: `${MIDDLE} whitespace-nowrap`,
      cell: cell("price", ({ price }) => price),
    },
    {
      key: "compareAt",
      header: labels.compareAt,
      align: "end",
      card: { order: 6, side: "end", isLabeled: true },
      className: MIDDLE,
      cell: cell("compareAt", () => ""),
    },
    {
      key: "sold",
      header: labels.sold,
      align: "end",
      isSortable: true,
      card: { order: 4, side: "start", isLabeled: true },
      className: MIDDLE,
      cell: ({ product, variant }) => (variant ? "" : product.sold),
    },
  ];
}
