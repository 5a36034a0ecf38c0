import { useTranslations } from "next-intl";
import { decimalText, money } from "@/domain/money";
import { stepsText } from "@/domain/shipping/steps-text";
import { MAX_PICKUP, MAX_RATE_DAYS, MAX_RATE_NAME, type ZoneRate } from "@/domain/shipping/zones";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";
import { Check } from "../../products/editor/check";
import type { ShippingFormat } from "./shipping-format";

type RateFieldsProps = {
  /** Its number in the form. */
  place: number;
  /** Null: a new one. */
  rate: ZoneRate | null;
  format: ShippingFormat;
};

export function RateFields({ place, rate, format }: RateFieldsProps) {
  const t = useTranslations();
  const code = format.currency.toUpperCase();
  const amount = (amountMinor: bigint | null | undefined) =>
    amountMinor === null || amountMinor === undefined ? "" : decimalText(money(amountMinor, format.currency));
  const isFlat = (rate?.by ?? "flat") === "flat";
  return (
    <fieldset
      className={rate ? "grid gap-4 border-t border-line-strong pt-3" : "mt-3 grid gap-4"}
      aria-label={rate?.name ?? t("admin.shipping.newRate")}
    >
      {rate ? <h2 className="font-heading text-base font-semibold wrap-anywhere">{rate.name}</h2> : null}
      <input type="hidden" name={`id${place}`} value={rate?.id ?? ""} />
      <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,1fr)_11rem_5rem]">
        <TextField
          name={`name${place}`}
          size="small"
          maxLength={MAX_RATE_NAME}
          autoComplete="off"
          label={t("admin.shipping.field.name")}
          defaultValue={rate?.name}
        />
        <SelectField
          name={`kind${place}`}
          size="small"
          label={t("admin.shipping.field.kind")}
          defaultValue={rate?.kind ?? "delivery"}
        >
          <option value="delivery">{t("admin.shipping.kind.delivery")}</option>
          <option value="pickup">{t("admin.shipping.kind.pickup")}</option>
        </SelectField>
        <TextField
          name={`position${place}`}
          size="small"
          type="number"
          min={1}
          max={99}
          label={t("admin.shipping.field.position")}
          defaultValue={place}
        />
      </div>
      <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-2">
        <div className="grid content-start gap-4">
          <SelectField
            name={`by${place}`}
            size="small"
            label={t("admin.shipping.field.by")}
            defaultValue={rate?.by ?? "flat"}
          >
            {(["flat", "weight", "sum"] as const).map((by) => (
              <option key={by} value={by}>
                {t(`admin.shipping.by.${by}`)}
              </option>
            ))}
          </SelectField>
          <TextField
            name={`price${place}`}
            size="small"
            inputMode="decimal"
            autoComplete="off"
            maxLength={16}
            label={t("admin.shipping.field.price", { currency: code })}
            defaultValue={isFlat ? amount(rate?.steps[0]?.amountMinor) : ""}
          />
        </div>
        <TextareaField
          name={`steps${place}`}
          size="small"
          rows={4}
          maxLength={2_000}
          spellCheck={false}
          label={t("admin.shipping.field.steps")}
          hint={t("admin.shipping.stepsHint", { unit: format.unit, currency: code })}
          defaultValue={rate && !isFlat ? stepsText(rate, format) : ""}
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,1fr)_5rem_5rem]">
        <TextField
          name={`free${place}`}
          size="small"
          inputMode="decimal"
          autoComplete="off"
          maxLength={16}
          label={t("admin.shipping.field.free", { currency: code })}
          hint={t("admin.shipping.freeHint")}
          defaultValue={amount(rate?.freeOverMinor)}
          className="max-sm:col-span-2"
        />
        {(["from", "to"] as const).map((end, index) => (
          <TextField
            key={end}
            name={`${end}${place}`}
            size="small"
            type="number"
            min={0}
            max={MAX_RATE_DAYS}
            label={t(`admin.shipping.field.${end}`)}
            defaultValue={rate?.days[index] ?? ""}
          />
        ))}
      </div>
      <details open={rate?.kind === "pickup"}>
        <summary className="min-h-8 cursor-pointer text-sm font-medium">
          {t("admin.shipping.pickupPlace")}
        </summary>
        <div className="mt-2 grid items-start gap-x-3 gap-y-4 sm:grid-cols-2">
          {(["place", "hours"] as const).map((field) => (
            <TextField
              key={field}
              name={`${field}${place}`}
              size="small"
              maxLength={MAX_PICKUP}
              autoComplete="off"
              label={t(`admin.shipping.field.${field}`)}
              defaultValue={rate?.[field]}
            />
          ))}
        </div>
      </details>
      {rate ? (
        <div className="flex flex-wrap gap-x-6">
          <Check
            name={`off${place}`}
            label={t("admin.shipping.field.off")}
            isChecked={rate.isOff}
            of={rate.name}
          />
          <Check name={`remove${place}`} label={t("admin.shipping.field.remove")} of={rate.name} />
        </div>
      ) : null}
    </fieldset>
  );
}
