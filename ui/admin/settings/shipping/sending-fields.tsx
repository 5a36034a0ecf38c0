import { useTranslations } from "next-intl";
import { MIN_WITHDRAWAL_DAYS } from "@/domain/returns/window";
import { WEEK } from "@/domain/settings/read-shipping";
import { MAX_WITHDRAWAL_DAYS } from "@/domain/settings/shipping";
import type { Settings } from "@/domain/settings/subjects";
import { TextareaField, TextField } from "../../../kit/form/field";
import { Check } from "../../products/editor/check";

type SendingFieldsProps = { shipping: Settings["shipping"]; locale: string };

// A Monday: the names of the days follow from it.
const MONDAY = Date.UTC(2026, 0, 5);

/** When the shop sends, and how long a shopper may withdraw. */
export function SendingFields({ shipping, locale }: SendingFieldsProps) {
  const t = useTranslations();
  const names = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return (
    <>
      <TextField
        name="cutOff"
        size="small"
        type="time"
        required
        label={t("admin.settings.field.cutOff")}
        hint={t("admin.shipping.cutOffHint")}
        defaultValue={shipping.cutOff}
        className="max-w-md"
      />
      <fieldset>
        <legend className="text-sm font-medium">{t("admin.settings.field.workingDays")}</legend>
        <div className="mt-1.5 flex flex-wrap gap-x-5">
          {WEEK.map((day) => (
            <Check
              key={day}
              name={`day${day}`}
              label={<span translate="no">{names.format(MONDAY + (day - 1) * 86_400_000)}</span>}
              isChecked={shipping.workingDays.includes(day)}
            />
          ))}
        </div>
      </fieldset>
      <TextareaField
        name="holidays"
        size="small"
        rows={3}
        maxLength={4_000}
        spellCheck={false}
        label={t("admin.settings.field.holidays")}
        hint={t("admin.shipping.holidaysHint")}
        defaultValue={shipping.holidays.join(", ")}
        className="max-w-xl"
      />
      <TextField
        name="withdrawalDays"
        size="small"
        inputMode="numeric"
        required
        maxLength={3}
        label={t("admin.settings.field.withdrawalDays")}
        hint={t("admin.settings.shipping.withdrawalHint", {
          least: MIN_WITHDRAWAL_DAYS,
          most: MAX_WITHDRAWAL_DAYS,
        })}
        defaultValue={shipping.withdrawalDays}
        className="max-w-md"
      />
      <Check name="asksNote" label={t("admin.shipping.asksNote")} isChecked={shipping.asksNote} />
    </>
  );
}
