"use client";

import clsx from "clsx";
import {
  Boxes,
  ChartColumn,
  ChevronDown,
  Cog,
  Contact,
  FileStack,
  FileText,
  KeyRound,
  LayoutGrid,
  Mail,
  Package,
  ReceiptText,
  Scale,
  ScrollText,
  Settings,
  Sunrise,
  TicketPercent,
  Undo2,
  Users,
  Webhook,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const ICONS = {
  today: Sunrise,
  orders: ReceiptText,
  returns: Undo2,
  documents: FileStack,
  customers: Contact,
  products: Package,
  collections: LayoutGrid,
  discounts: TicketPercent,
  stock: Boxes,
  pages: FileText,
  reports: ChartColumn,
  emails: Mail,
  reconciliation: Scale,
  webhooks: Webhook,
  keys: KeyRound,
  people: Users,
  audit: ScrollText,
  settings: Settings,
};
export type AdminPage = keyof typeof ICONS;

type NavPage = { page: AdminPage; name: string; count?: { figure: string; words: string } | undefined };

type AdminNavProps = {
  label: string;
  /** Those that the admin may see, each with its name; `count`: what waits there to be done, and the same in words. */
  pages: NavPage[];
  /** What runs by itself, folded away until a page of it is shown. `words` say how it is. */
  system: { label: string; isWell: boolean; words: string; pages: NavPage[] };
};

export function AdminNav({ label, pages, system }: AdminNavProps) {
  const path = usePathname();
  const isInSystem = system.pages.some(({ page }) => isShown(page, path));
  return (
    <nav aria-label={label}>
      <NavList pages={pages} path={path} />
      {system.pages.length === 0 ? null : (
        <details open={isInSystem} className="group/system lg:mt-3 lg:border-t lg:border-line lg:pt-3">
          <summary className="-mx-2 flex min-h-9 cursor-pointer list-none items-center gap-2.5 rounded-control px-2 text-sm transition-colors hover:bg-paper-raised active:bg-paper sm:mx-0 sm:px-2.5 lg:-mx-0 [&::-webkit-details-marker]:hidden">
            <Cog aria-hidden className="size-4 shrink-0 max-sm:hidden" />
            <span>{system.label}</span>
            <span
              title={system.words}
              className={clsx("size-2 rounded-full", system.isWell ? "bg-dot-good" : "bg-signal")}
            />
            <span className="sr-only">{system.words}</span>
            <ChevronDown
              aria-hidden
              className="ms-auto size-4 shrink-0 text-ink-soft transition-transform group-open/system:rotate-180"
            />
          </summary>
          <NavList pages={system.pages} path={path} />
        </details>
      )}
    </nav>
  );
}

const hrefOf = (page: AdminPage) => (page === "today" ? "/admin" : `/admin/${page}`);

const isShown = (page: AdminPage, path: string) =>
  path === hrefOf(page) || (page !== "today" && path.startsWith(`${hrefOf(page)}/`));

function NavList({ pages, path }: { pages: NavPage[]; path: string }) {
  return (
    <ul className="-mx-2 flex flex-wrap py-1 sm:mx-0 sm:flex-nowrap sm:gap-1 sm:overflow-x-auto lg:flex-col lg:overflow-visible lg:py-0">
      {pages.map(({ page, name, count }) => {
        const Icon = ICONS[page];
        const isHere = isShown(page, path);
        return (
          <li key={page}>
            <Link
              href={hrefOf(page)}
              prefetch={false}
              aria-current={isHere ? "page" : undefined}
              className={clsx(
                "flex min-h-9 items-center gap-2.5 rounded-control px-2 text-sm whitespace-nowrap transition-colors sm:px-2.5",
                isHere
                  ? "bg-accent-wash font-medium text-accent-ink"
                  : "text-ink hover:bg-paper-raised active:bg-paper",
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0 max-sm:hidden" />
              {name}
              {count ? (
                <span
                  title={count.words}
                  className="figures ms-auto rounded-full bg-accent px-1.5 text-xs text-on-accent"
                >
                  <span aria-hidden>{count.figure}</span>
                  <span className="sr-only">{count.words}</span>
                </span>
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
