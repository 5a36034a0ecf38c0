"use client";

import clsx from "clsx";
import {
  ChartColumn,
  Contact,
  FileText,
  KeyRound,
  Mail,
  Package,
  ReceiptText,
  Scale,
  ScrollText,
  Settings,
  Sunrise,
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
  customers: Contact,
  products: Package,
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

/** The pages that the admin may see, each with its name. */
type AdminNavProps = {
  label: string;
  /** `count`: what waits there to be done, and the same in words. */
  pages: { page: AdminPage; name: string; count?: { figure: string; words: string } | undefined }[];
};

export function AdminNav({ label, pages }: AdminNavProps) {
  const path = usePathname();
  return (
    <nav aria-label={label}>
      <ul className="-mx-2 flex flex-wrap py-1 sm:mx-0 sm:flex-nowrap sm:gap-1 sm:overflow-x-auto lg:flex-col lg:overflow-visible lg:py-0">
        {pages.map(({ page, name, count }) => {
          const href = page === "today" ? "/admin" : `/admin/${page}`;
          const Icon = ICONS[page];
          const isHere = path === href || (page !== "today" && path.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link
                href={href}
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
    </nav>
  );
}
