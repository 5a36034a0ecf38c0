import { useTranslations } from "next-intl";
import { placeText } from "@/domain/shipping/places";
import { MAX_RATES, MAX_ZONE_NAME, type Zone } from "@/domain/shipping/zones";
import { TextareaField, TextField } from "../../../kit/form/field";
import { Check } from "../../products/editor/check";
import { RateFields } from "./rate-fields";
import type { ShippingFormat } from "./shipping-format";

type ZoneFieldsProps = { zone: Zone | null; format: ShippingFormat };

/** A zone: its name, its places, its rates, and room for one more rate. */
export function ZoneFields({ zone, format }: ZoneFieldsProps) {
  const t = useTranslations();
  const rates = zone?.rates ?? [];
  return (
    <>
      <input type="hidden" name="zone" value={zone?.id ?? ""} />
      <TextField
        name="zoneName"
        size="small"
        required
        maxLength={MAX_ZONE_NAME}
        autoComplete="off"
        label={t("admin.shipping.field.zoneName")}
        hint={t("admin.shipping.zoneNameHint")}
        defaultValue={zone?.name}
        className="max-w-md"
      />
      <TextareaField
        name="places"
        size="small"
        rows={4}
        maxLength={20_000}
        spellCheck={false}
        label={t("admin.shipping.field.places")}
        hint={t("admin.shipping.placesHint")}
        defaultValue={zone?.places.map(placeText).join(", ")}
      />
      <Check
        name="isElsewhere"
        label={t("admin.shipping.field.isElsewhere")}
        isChecked={zone?.isElsewhere ?? false}
      />
      {rates.map((rate, index) => (
        <RateFields key={rate.id} place={index + 1} rate={rate} format={format} />
      ))}
      {rates.length < MAX_RATES ? (
        <details open={rates.length === 0} className="border-t border-line-strong pt-3">
          <summary className="min-h-8 cursor-pointer font-medium">{t("admin.shipping.addRate")}</summary>
          <RateFields place={rates.length + 1} rate={null} format={format} />
        </details>
      ) : null}
    </>
  );
}
