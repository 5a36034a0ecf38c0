import clsx from "clsx";
import { Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ListFault, OrderListValues } from "@/domain/orders/list/order-filter";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { Button } from "../../../kit/form/button";
import { SelectField } from "../../../kit/form/field";
import { controlClass } from "../../../kit/form/input";
import { PlainForm } from "../../../kit/form/sending/action-form";
import type { PlainAction } from "../../../kit/form/sending/use-sending";
import { MoreFilters } from "./more-filters";
import { ordersHref } from "./orders-href";

const VIEWS = [
  { name: "all" },
  { name: "needsReview", attention: "1" },
  { name: "toSend", send: "1" },
  { name: "awaitingPayment", state: "awaiting_payment" },
  { name: "failed", state: "payment_failed" },
  { name: "refunded", state: "refunded" },
] as const;

type OrdersFilterProps = {
  values: OrderListValues;
  /** What `values.q` stands for. */
  words: string;
  /** What is wrong with the days or amounts of `values`. */
  fault: ListFault | null;
  /** ISO codes of the countries that orders go to. */
  countries: string[];
  /** Leads to the list's address for the form's words: they stand in no address themselves. */
  search: PlainAction;
  /** How many orders must be sent; 100 or more are not counted. */
  toSend: number;
};

/** The address holds the whole view, so that it can be kept and shared among admins. */
export function OrdersFilter({ values, words, fault, countries, search, toSend }: OrdersFilterProps) {
  const t = useTranslations();
  return (
    <div className="mt-4 mb-3 grid gap-3">
      <nav aria-label={t("admin.orders.view.label")} className="-mx-1 overflow-x-auto">
        <ul className="flex gap-1 border-b border-line px-1">
          {VIEWS.map(({ name, ...view }) => {
            const isHere = ordersHref(view) === ordersHref(values);
            return (
              <li key={name}>
                <Link
                  href={ordersHref(view)}
                  prefetch={false}
                  aria-current={isHere ? "page" : undefined}
                  className={clsx(
                    "-mb-px block border-b-2 px-2 py-2 whitespace-nowrap transition-colors",
                    isHere
                      ? "border-accent-ink font-medium text-accent-ink"
                      : "border-transparent text-ink-soft hover:border-line-strong hover:text-ink",
                  )}
                >
                  {t(`admin.orders.view.${name}`)}
                  {name === "toSend" && toSend > 0 ? (
                    <span className="figures ms-1.5 rounded-full bg-accent-wash px-1.5 text-xs text-accent-ink">
                      {toSend < 100 ? toSend : "99+"}
                    </span>
                  ) : null}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <search>
        <PlainForm
          action={search}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 md:grid-cols-[minmax(0,1fr)_11rem_auto]"
        >
          <div className="relative max-md:col-span-2">
            <Search
              aria-hidden
              className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-ink-soft"
            />
            <input
              id="admin-search"
              type="search"
              name="q"
              aria-label={t("admin.orders.filter.search")}
              aria-keyshortcuts="/"
              placeholder={t("admin.orders.filter.placeholder")}
              defaultValue={words}
              maxLength={200}
              className={clsx(controlClass("small"), "ps-8")}
            />
          </div>
          <SelectField
            label={t("admin.orders.filter.payment")}
            isLabelHidden
            name="state"
            size="small"
            defaultValue={values.state}
          >
            <option value="">{t("admin.orders.filter.anyPayment")}</option>
            {PAYMENT_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`admin.orders.payment.${state}`)}
              </option>
            ))}
          </SelectField>
          <Button type="submit" tone="plain" size="small">
            {t("admin.orders.filter.show")}
          </Button>
          <MoreFilters values={values} fault={fault} countries={countries} />
        </PlainForm>
      </search>
    </div>
  );
}
