import clsx from "clsx";
import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ORDER_COLUMNS, type OrderColumn } from "@/domain/orders/list/columns";
import { buttonClass } from "../../../kit/form/button";
import { PendingButton } from "../../../kit/form/pending-button";
import { PlainForm } from "../../../kit/form/sending/action-form";
import type { PlainAction } from "../../../kit/form/sending/use-sending";

type ColumnChoiceProps = {
  shown: readonly OrderColumn[];
  hasAmounts: boolean;
  /** Where the form was opened, as the list's address. */
  fields: [string, string][];
  choose: PlainAction;
};

/** Which columns the list's table has; a phone shows cards, which stay as they are. */
export function ColumnChoice({ shown, hasAmounts, fields, choose }: ColumnChoiceProps) {
  const t = useTranslations();
  return (
    // Opened again where it was chosen, so that it is not in the way.
    <details key={shown.join()} className="relative text-sm max-md:hidden">
      <summary className={clsx(buttonClass("quiet", "small"), "cursor-pointer list-none")}>
        <Columns3 aria-hidden className="size-4" /> {t("admin.orders.columns.title")}
      </summary>
      <PlainForm
        action={choose}
        className="absolute end-0 z-3 mt-2 grid w-56 gap-1 border border-line-strong bg-paper-raised p-4"
      >
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">{t("admin.orders.columns.legend")}</legend>
          {ORDER_COLUMNS.filter((column) => hasAmounts || column !== "total").map((column) => (
            <label key={column} className="flex min-h-7 cursor-pointer items-center gap-2">
              <input
                type="checkbox"
                name={`column:${column}`}
                defaultChecked={shown.includes(column)}
                className="size-4 accent-accent"
              />
              {nameOf(column, t)}
            </label>
          ))}
        </fieldset>
        {fields.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="mt-2 flex flex-wrap gap-2">
          <PendingButton tone="plain" size="small" name="step" value="choose">
            {t("admin.orders.columns.submit")}
          </PendingButton>
          <PendingButton tone="quiet" size="small" name="step" value="usual">
            {t("admin.orders.columns.usual")}
          </PendingButton>
        </div>
      </PlainForm>
    </details>
  );
}

function nameOf(column: OrderColumn, t: ReturnType<typeof useTranslations<never>>): string {
  if (column === "country" || column === "shipping") return t(`admin.sending.column.${column}`);
  return t(`admin.orders.column.${column}`);
}
