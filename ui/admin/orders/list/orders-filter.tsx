import clsx from "clsx";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ListFault, OrderListValues } from "@/domain/orders/list/order-filter";
import { ORDER_VIEW_NAMES, ORDER_VIEWS, type OrderView } from "@/domain/orders/list/views";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { Button } from "../../../kit/form/button";
import { SelectField } from "../../../kit/form/field";
import { controlClass } from "../../../kit/form/input";
import { PlainForm } from "../../../kit/form/sending/action-form";
import type { PlainAction } from "../../../kit/form/sending/use-sending";
import { ListViews } from "../../views/list-views";
import { MoreFilters } from "./more-filters";
import { ordersHref } from "./orders-href";

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
  shippingOptions: { code: string; label: string }[];
  /** How many orders each view has, up to MAX_COUNTED. */
  counts: Record<OrderView, number>;
  savedViews: ReactNode;
};

/** The address holds the whole view, so that it can be kept and shared among admins. */
export function OrdersFilter({ values, words, search, counts, savedViews, ...more }: OrdersFilterProps) {
  const t = useTranslations();
  return (
    <div className="mt-4 mb-3 grid gap-3">
      <ListViews
        label={t("admin.orders.view.label")}
        here={ordersHref(values)}
        views={[
          { href: ordersHref({}), name: t("admin.orders.view.all") },
          ...ORDER_VIEW_NAMES.map((name) => ({
            href: ordersHref(ORDER_VIEWS[name]),
            name: t(`admin.orders.view.${name}`),
            count: counts[name],
            isWork: name === "toSend" || name === "needsReview",
          })),
        ]}
      />
      {savedViews}
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
          <MoreFilters values={values} {...more} />
        </PlainForm>
      </search>
    </div>
  );
}
