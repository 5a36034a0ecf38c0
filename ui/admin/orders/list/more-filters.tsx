import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { countryName } from "@/domain/orders/address-lines";
import {
  hasMoreFilters,
  type ListFault,
  NO_MORE_FILTERS,
  type OrderListValues,
} from "@/domain/orders/list/order-filter";
import { SelectField, TextField } from "../../../kit/form/field";
import { ordersHref } from "./orders-href";

type MoreFiltersProps = {
  values: OrderListValues;
  fault: ListFault | null;
  countries: string[];
  shippingOptions: { code: string; label: string }[];
};

/** Days, country, amounts, shipping and product: folded away until one of them is chosen. */
export function MoreFilters({ values, fault, countries, shippingOptions }: MoreFiltersProps) {
  const t = useTranslations();
  const locale = useLocale();
  // Said once below the fields, which are two of a kind.
  const wrong = { "aria-invalid": true, "aria-describedby": "filter-fault" };
  const days = fault === "not_a_day" || fault === "wrong_order" ? wrong : {};
  const totals = fault === "not_an_amount" || fault === "amounts_reversed" ? wrong : {};
  const error = fault ? t(`admin.orders.filter.fault.${fault}`) : null;
  // A country that no order goes to any more may stand in a kept address.
  const known =
    values.country && !countries.includes(values.country) ? [...countries, values.country] : countries;
  const options = shippingOptions.some(({ code }) => code === values.shipping)
    ? shippingOptions
    : [...shippingOptions, { code: values.shipping, label: values.shipping }];
  return (
    <details open={hasMoreFilters(values)} className="group col-span-full">
      <summary className="link inline-flex w-fit cursor-pointer items-center gap-1 text-sm">
        {t("admin.orders.filter.more")}
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="mt-2 grid grid-cols-2 gap-x-3 gap-y-3 md:grid-cols-[repeat(2,9rem)_minmax(0,12rem)_repeat(2,8rem)_auto]">
        <TextField
          type="date"
          name="since"
          size="small"
          label={t("admin.orders.filter.since")}
          defaultValue={values.since}
          {...days}
        />
        <TextField
          type="date"
          name="until"
          size="small"
          label={t("admin.orders.filter.until")}
          defaultValue={values.until}
          {...days}
        />
        <SelectField
          name="country"
          size="small"
          label={t("admin.orders.filter.country")}
          defaultValue={values.country}
          className="max-md:col-span-2"
        >
          <option value="">{t("admin.orders.filter.anyCountry")}</option>
          {known.map((code) => (
            <option key={code} value={code}>
              {countryName(code, locale)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="min"
          inputMode="decimal"
          size="small"
          label={t("admin.orders.filter.min")}
          defaultValue={values.min}
          {...totals}
        />
        <TextField
          name="max"
          inputMode="decimal"
          size="small"
          label={t("admin.orders.filter.max")}
          defaultValue={values.max}
          {...totals}
        />
        <SelectField
          name="shipping"
          size="small"
          label={t("admin.orders.filter.shipping")}
          defaultValue={values.shipping}
          className="max-md:col-span-2 md:col-span-2"
        >
          <option value="">{t("admin.orders.filter.anyShipping")}</option>
          {options
            .filter(({ code }) => code !== "")
            .map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
        </SelectField>
        <TextField
          name="product"
          size="small"
          maxLength={200}
          label={t("admin.orders.filter.product")}
          defaultValue={values.product}
          className="col-span-2"
        />
        {hasMoreFilters(values) ? (
          <Link
            href={ordersHref({ ...values, ...NO_MORE_FILTERS })}
            prefetch={false}
            className="link self-end pb-1.5 text-sm"
          >
            {t("admin.orders.filter.clear")}
          </Link>
        ) : null}
      </div>
      {error ? (
        <p id="filter-fault" role="alert" className="mt-2 text-sm text-signal">
          {error}
        </p>
      ) : null}
    </details>
  );
}
