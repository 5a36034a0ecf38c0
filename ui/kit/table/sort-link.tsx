import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";

export type SortDirection = "ascending" | "descending";

/** How the rows are sorted, and the address of the list sorted otherwise. */
export type Sorting = {
  by: string;
  direction: SortDirection;
  href: (by: string, direction: SortDirection) => string;
};

/** A column's name as a link: sorts by it, or turns the order around. */
export function SortLink({ by, sorting, children }: { by: string; sorting: Sorting; children: string }) {
  const isSorted = sorting.by === by;
  const next = isSorted && sorting.direction === "ascending" ? "descending" : "ascending";
  const SortedArrow = sorting.direction === "ascending" ? ArrowUp : ArrowDown;
  const Arrow = isSorted ? SortedArrow : ChevronsUpDown;
  return (
    <Link
      href={sorting.href(by, next)}
      prefetch={false}
      className="inline-flex items-center gap-1 hover:text-ink hover:underline"
    >
      {children}
      <Arrow aria-hidden className={isSorted ? "size-3.5" : "size-3.5 opacity-60"} />
    </Link>
  );
}
