import clsx from "clsx";
import { Bookmark } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderListValues } from "@/domain/orders/list/order-filter";
import { MAX_SAVED_VIEWS, ORDER_VIEW_NAMES, ORDER_VIEWS, type SavedView } from "@/domain/orders/list/views";
import { ordersHref } from "./orders-href";
import { ViewForm, type ViewFormState } from "./view-form";

type SavedViewsProps = {
  values: OrderListValues;
  views: SavedView[];
  keep: (state: ViewFormState, form: FormData) => Promise<ViewFormState>;
};

const READY_MADE = [ordersHref({}), ...ORDER_VIEW_NAMES.map((name) => ordersHref(ORDER_VIEWS[name]))];

/** The person's own views, and the way to keep what is shown as one, to rename it and to delete it. */
export function SavedViews({ values, views, keep }: SavedViewsProps) {
  const t = useTranslations();
  const shown = ordersHref({ ...values, q: "" });
  const here = views.find(({ filter }) => ordersHref(filter) === shown);
  const canSave = here !== undefined || (!READY_MADE.includes(shown) && views.length < MAX_SAVED_VIEWS);
  if (views.length === 0 && !canSave) return null;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
      {views.length > 0 ? (
        <nav aria-label={t("admin.orders.views.label")} className="min-w-0">
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {views.map(({ id, name, filter }) => (
              <li key={id} className="max-w-60">
                <Link
                  href={ordersHref(filter)}
                  prefetch={false}
                  aria-current={id === here?.id && values.q === "" ? "page" : undefined}
                  className={clsx(
                    "flex items-center gap-1 hover:underline",
                    id === here?.id ? "font-medium text-accent-ink" : "text-ink-soft hover:text-ink",
                  )}
                >
                  <Bookmark aria-hidden className="size-3.5 shrink-0" />
                  <span className="truncate">{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {canSave ? (
        <details key={here?.id ?? shown} className="min-w-0">
          <summary className="link w-fit cursor-pointer">
            {t(here ? "admin.orders.views.change" : "admin.orders.views.save")}
          </summary>
          <ViewForm
            view={here ? { id: here.id, name: here.name } : null}
            fields={Object.entries({ ...values, q: "" }).filter(([, value]) => value !== "")}
            labels={{
              name: t("admin.orders.views.name"),
              hint: values.q === "" ? null : t("admin.orders.views.noSearch"),
              save: t("admin.orders.views.submit"),
              rename: t("admin.orders.views.rename"),
              delete: t("admin.orders.views.delete"),
              question: t("admin.orders.views.question", { name: here?.name ?? "" }),
              consequence: t("admin.orders.views.consequence"),
              keep: t("admin.orders.views.keep"),
            }}
            action={keep}
          />
        </details>
      ) : null}
    </div>
  );
}
