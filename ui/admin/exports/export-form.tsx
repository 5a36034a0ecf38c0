import { Download } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { DaysFault } from "@/domain/exports/days";
import { EXPORT_FILES, type ExportFile } from "@/domain/exports/order-export";
import { countryName } from "@/domain/orders/address-lines";
import { hasMoreFilters, type ListFault, type OrderListValues } from "@/domain/orders/list/order-filter";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { Button } from "../../kit/form/button";
import { SelectField, TextField } from "../../kit/form/field";
import { Notice } from "../../kit/notice";
import { Facts } from "../../kit/table/section";

export type ExportValues = {
  /** Only these orders; none: all of the list. */
  ids: string[];
  /** The list's filters, as in its address. */
  list: OrderListValues;
  file: ExportFile;
  from: string;
  to: string;
};

type ExportFormProps = {
  values: ExportValues;
  /** What `list.q` stands for. */
  words: string;
  fault: DaysFault | ListFault | null;
  /** What the shipping option of the list is called. */
  shipping: string;
};

/** Which file of orders, of which days; the filters of the list that it was opened from stay. */
export function ExportForm({
  values: { ids, list, file, from, to },
  words,
  fault,
  shipping,
}: ExportFormProps) {
  const t = useTranslations();
  return (
    <form method="get" action="/admin/orders/export/file" className="grid max-w-xl gap-4">
      {fault ? (
        <Notice tone="signal" role="alert">
          {t(`admin.orders.filter.fault.${fault}`)}
        </Notice>
      ) : null}
      {ids.length > 0 ? (
        <>
          <p>{t("admin.exports.chosen", { orders: ids.length })}</p>
          <input type="hidden" name="ids" value={ids.join(",")} />
        </>
      ) : null}
      <ListFilters list={list} words={words} shipping={shipping} />
      {Object.entries(list).map(([name, value]) =>
        value === "" ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SelectField label={t("admin.exports.file.label")} name="file" defaultValue={file}>
        {EXPORT_FILES.map((name) => (
          <option key={name} value={name}>
            {t(`admin.exports.file.${name}`)}
          </option>
        ))}
      </SelectField>
      <fieldset aria-describedby="export-days" className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <legend className="sr-only">{t("admin.exports.days.label")}</legend>
        <TextField type="date" name="from" label={t("admin.exports.days.from")} defaultValue={from} />
        <TextField type="date" name="to" label={t("admin.exports.days.to")} defaultValue={to} />
        <p id="export-days" className="text-sm text-ink-soft sm:col-span-2">
          {t("admin.exports.days.hint", { zone: useTimeZone() ?? "UTC" })}
        </p>
      </fieldset>
      <div>
        <Button type="submit">
          <Download aria-hidden className="size-4" /> {t("admin.exports.submit")}
        </Button>
      </div>
    </form>
  );
}

type ListFiltersProps = { list: ExportValues["list"]; words: string; shipping: string };

function ListFilters({ list, words, shipping }: ListFiltersProps) {
  const t = useTranslations();
  const locale = useLocale();
  const state = PAYMENT_STATES.find((known) => known === list.state);
  const view = [
    ...(list.send === "" ? [] : [t("admin.orders.view.toSend")]),
    ...(list.sent === "" ? [] : [t("admin.orders.view.sent")]),
    ...(list.attention === "" ? [] : [t("admin.orders.view.needsReview")]),
  ];
  if (words === "" && !state && view.length === 0 && !hasMoreFilters(list)) return null;
  return (
    <div className="grid gap-2">
      <p>{t("admin.exports.filtered")}</p>
      <Facts
        facts={[
          [t("admin.orders.filter.search"), words || null],
          [t("admin.orders.view.label"), view.length > 0 ? view.join(" · ") : null],
          [t("admin.orders.filter.payment"), state ? t(`admin.orders.payment.${state}`) : null],
          [t("admin.orders.filter.placed"), between(t, list.since, list.until)],
          [t("admin.orders.filter.country"), list.country ? countryName(list.country, locale) : null],
          [t("admin.orders.filter.total"), between(t, list.min, list.max)],
          [t("admin.orders.filter.shipping"), shipping || null],
          [t("admin.orders.filter.product"), list.product || null],
        ]}
      />
    </div>
  );
}

function between(t: ReturnType<typeof useTranslations<never>>, first: string, last: string): string | null {
  if (first === "" && last === "") return null;
  const kind = last === "" ? "first" : first === "" ? "last" : "both";
  return t("admin.orders.filter.range", { kind, first, last });
}
