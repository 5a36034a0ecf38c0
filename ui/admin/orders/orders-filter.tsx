import clsx from "clsx";
import { Search } from "lucide-react";
import Link from "next/link";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { Button } from "../../kit/form/button";
import { SelectField } from "../../kit/form/field";
import { controlClass } from "../../kit/form/input";
import { FULFILLMENT_MESSAGES, PAYMENT_MESSAGES } from "./order-messages";

export type OrdersFilterValues = { q: string; state: string; fulfillment: string; attention: string };

const VIEWS = [
  { name: "All", state: "", fulfillment: "", attention: "" },
  { name: "Needs review", state: "", fulfillment: "", attention: "1" },
  { name: "To send", state: "paid", fulfillment: "unfulfilled", attention: "" },
  { name: "Awaiting payment", state: "awaiting_payment", fulfillment: "", attention: "" },
  { name: "Failed", state: "payment_failed", fulfillment: "", attention: "" },
  { name: "Refunded", state: "refunded", fulfillment: "", attention: "" },
];

/** The list's address for a choice of filters; what is empty is left out. */
export function ordersHref(values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  return query === "" ? "/admin/orders" : `/admin/orders?${query}`;
}

/** A plain GET form: the address holds the whole view, so that it can be kept and shared. */
export function OrdersFilter({ values }: { values: OrdersFilterValues }) {
  return (
    <div className="mt-4 mb-3 grid gap-3">
      <nav aria-label="Views" className="-mx-1 overflow-x-auto">
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
                  {name}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <search>
        <form
          action="/admin/orders"
          className="grid grid-cols-2 items-end gap-2 md:grid-cols-[minmax(0,1fr)_11rem_9rem_auto]"
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
              aria-label="Search orders"
              aria-keyshortcuts="/"
              placeholder="Number, email, name or Stripe id"
              defaultValue={values.q}
              maxLength={200}
              className={clsx(controlClass("small"), "ps-8")}
            />
          </div>
          <SelectField label="Payment" isLabelHidden name="state" size="small" defaultValue={values.state}>
            <option value="">Any payment state</option>
            {PAYMENT_STATES.map((state) => (
              <option key={state} value={state}>
                {PAYMENT_MESSAGES[state].text}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Fulfillment"
            isLabelHidden
            name="fulfillment"
            size="small"
            defaultValue={values.fulfillment}
          >
            <option value="">Any fulfillment</option>
            {Object.entries(FULFILLMENT_MESSAGES).map(([state, { text }]) => (
              <option key={state} value={state}>
                {text}
              </option>
            ))}
          </SelectField>
          <Button type="submit" tone="plain" size="small" className="max-md:col-span-2">
            Show
          </Button>
        </form>
      </search>
    </div>
  );
}
