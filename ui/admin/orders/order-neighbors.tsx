import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

type Neighbor = { id: string; number: number } | null;

const LINK =
  "figures inline-flex items-center gap-0.5 text-ink-soft transition-colors hover:text-ink hover:underline";

/** From an order to the next ones of the list of all. */
export function OrderNeighbors({ newer, older }: { newer: Neighbor; older: Neighbor }) {
  const t = useTranslations();
  if (!newer && !older) return null;
  return (
    <nav aria-label={t("admin.orders.neighbors.label")} className="flex gap-4">
      {newer ? (
        <Link
          href={`/admin/orders/${newer.id}`}
          prefetch={false}
          data-shortcut="k"
          aria-keyshortcuts="k"
          aria-label={t("admin.orders.neighbors.newer", { number: newer.number })}
          className={LINK}
        >
          <ChevronLeft aria-hidden className="size-4" /> {newer.number}
        </Link>
      ) : null}
      {older ? (
        <Link
          href={`/admin/orders/${older.id}`}
          prefetch={false}
          data-shortcut="j"
          aria-keyshortcuts="j"
          aria-label={t("admin.orders.neighbors.older", { number: older.number })}
          className={LINK}
        >
          {older.number} <ChevronRight aria-hidden className="size-4" />
        </Link>
      ) : null}
    </nav>
  );
}
