import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { OrderListValues } from "@/domain/orders/list/order-filter";
import { MAX_COUNTED, ORDER_VIEW_NAMES, ORDER_VIEWS, type OrderView } from "@/domain/orders/list/views";
import { ordersHref } from "./orders-href";

type OrderViewsProps = { values: OrderListValues; counts: Record<OrderView, number> };

/** The ready-made views, each with how many orders it has. */
export function OrderViews({ values, counts }: OrderViewsProps) {
  const t = useTranslations();
  return (
    <nav aria-label={t("admin.orders.view.label")} className="-mx-1 overflow-x-auto">
      <ul className="flex gap-1 border-b border-line px-1">
        <View href={ordersHref({})} isHere={ordersHref(values) === ordersHref({})} name="all" />
        {ORDER_VIEW_NAMES.map((name) => {
          const href = ordersHref(ORDER_VIEWS[name]);
          return (
            <View
              key={name}
              href={href}
              isHere={href === ordersHref(values)}
              name={name}
              count={counts[name]}
            />
          );
        })}
      </ul>
    </nav>
  );
}

type ViewProps = { href: string; isHere: boolean; name: OrderView | "all"; count?: number };

function View({ href, isHere, name, count = 0 }: ViewProps) {
  const t = useTranslations();
  const locale = useLocale();
  const figure = new Intl.NumberFormat(locale).format(Math.min(count, MAX_COUNTED - 1));
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        aria-current={isHere ? "page" : undefined}
        className={clsx(
          "-mb-px block border-b-2 px-2 py-2 whitespace-nowrap transition-colors",
          isHere
            ? "border-accent-ink font-medium text-accent-ink"
            : "border-transparent text-ink-soft hover:border-line-strong hover:text-ink",
        )}
      >
        {t(`admin.orders.view.${name}`)}{" "}
        {count > 0 ? (
          <span
            className={clsx(
              "figures ms-1.5 rounded-full px-1.5 text-xs",
              name === "toSend" || name === "needsReview"
                ? "bg-accent-wash text-accent-ink"
                : "bg-paper-sunk",
            )}
          >
            {count < MAX_COUNTED ? figure : `${figure}+`}
          </span>
        ) : null}
      </Link>
    </li>
  );
}
