import clsx from "clsx";
import type { ReactNode } from "react";
import { type Column, dataCell, headerCell } from "./column";
import { type Sorting, SortLink } from "./sort-link";

export type RowGroup<Row> = { key: string; heading: ReactNode; rows: readonly Row[] };

type DataTableProps<Row> = {
  /** What the table holds, for people who cannot see it. */
  label: string;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The order of the rows, where columns can be sorted. */
  sorting?: Sorting;
  /** What is shown when there are no rows: why, and what to do about it. */
  empty?: ReactNode;
  /** The way to the pages before and after, below the rows. */
  pager?: ReactNode;
  className?: string;
} & ({ rows: readonly Row[]; groups?: never } | { groups: readonly RowGroup<Row>[]; rows?: never });

const TABLE = [
  "w-full border-collapse text-start text-sm [--cell:0.4375rem]",
  // Rows that lead somewhere are lit under the pointer: their content keeps away from the edge.
  "md:has-[[data-row]]:[&_:is(td,th):first-child]:ps-2 md:has-[[data-row]]:[&_:is(td,th):last-child]:pe-2",
  "max-md:block max-md:[&_tbody]:block",
];
const ROW = [
  "group relative max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-0.5",
  "max-md:border-b max-md:border-line max-md:py-2.5",
  // The row's link covers it; every other link, button and hint in the row lies above.
  "has-[[data-row]]:transition-colors has-[[data-row]]:hover:bg-paper-sunk has-[[data-row]:focus-visible]:bg-accent-wash",
  "[&_:is(a,button,[title]):not([data-row])]:relative [&_:is(a,button,[title]):not([data-row])]:z-1",
];

/**
 * A list as a table where there is room; on a phone every row becomes a card. Columns are data. A row leads to its
 * page by a `RowLink` in one of its cells. Works without JavaScript: sorting and pages are links.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowKey, sorting, empty, pager, className } = props;
  const groups = props.groups ?? [{ key: "", heading: null, rows: props.rows }];
  if (groups.every(({ rows }) => rows.length === 0))
    return (
      <>
        {empty}
        {pager}
      </>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto">
        <table className={clsx(TABLE, className)}>
          <caption className="sr-only">{label}</caption>
          <Head columns={columns} sorting={sorting} />
          {groups.map(({ key, heading, rows }) => (
            <tbody key={key}>
              {heading === null ? null : (
                <tr className="max-md:block">
                  <th
                    scope="rowgroup"
                    colSpan={columns.length}
                    className="border-b border-line pt-5 pb-(--cell) text-start font-normal max-md:block"
                  >
                    {heading}
                  </th>
                </tr>
              )}
              {rows.map((row) => (
                <tr key={rowKey(row)} className={clsx(ROW)}>
                  {columns.map((column) => (
                    <td key={column.key} className={dataCell(column)}>
                      {column.card?.isLabeled ? (
                        <span className="text-ink-soft md:hidden">{column.header}: </span>
                      ) : null}
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
      {pager}
    </>
  );
}

type HeadProps<Row> = { columns: readonly Column<Row>[]; sorting: Sorting | undefined };

/** On a phone only what can be sorted is left of it: a row of links above the cards. */
function Head<Row>({ columns, sorting }: HeadProps<Row>) {
  return (
    <thead
      className={
        sorting
          ? "max-md:block max-md:[&_th]:hidden max-md:[&_th[data-sortable]]:inline-block"
          : "max-md:sr-only"
      }
    >
      <tr className="max-md:block">
        {columns.map((column) => {
          const { key, header, isSortable = false } = column;
          const isSorted = sorting?.by === key;
          return (
            <th
              key={key}
              scope="col"
              className={headerCell(column)}
              {...(isSortable && sorting ? { "data-sortable": "" } : {})}
              {...(isSorted ? { "aria-sort": sorting.direction } : {})}
            >
              {isSortable && sorting ? (
                <SortLink by={key} sorting={sorting}>
                  {header}
                </SortLink>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
