import { useTranslations } from "next-intl";
import { MAX_SHOP_ADDRESS, MAX_SHOP_NAME, UNITS } from "@/domain/settings/shop";
import type { Settings } from "@/domain/settings/subjects";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";
import { AccentSample } from "./accent-sample";
import { localeChoices, timeZoneChoices } from "./choices";

type ShopFieldsProps = { shop: Settings["shop"] };

export function ShopFields({ shop }: ShopFieldsProps) {
  const t = useTranslations();
  return (
    <>
      <TextField
        name="name"
        size="small"
        required
        maxLength={MAX_SHOP_NAME}
        autoComplete="off"
        label={t("admin.settings.field.name")}
        hint={t("admin.settings.shop.nameHint")}
        defaultValue={shop.name}
        className="max-w-md"
      />
      <div className="grid gap-2">
        <TextField
          name="accent"
          size="small"
          maxLength={7}
          spellCheck={false}
          autoComplete="off"
          placeholder="#1d4a38"
          translate="no"
          label={t("admin.settings.field.accent")}
          hint={t("admin.settings.shop.accentHint")}
          defaultValue={shop.accent ?? ""}
          className="max-w-md"
        />
        <AccentSample accent={shop.accent} />
      </div>
      <TextareaField
        name="address"
        size="small"
        rows={4}
        maxLength={MAX_SHOP_ADDRESS}
        label={t("admin.settings.field.address")}
        hint={t("admin.settings.shop.addressHint")}
        defaultValue={shop.address}
        className="max-w-md"
      />
      <div className="grid max-w-2xl gap-5 sm:grid-cols-2">
        <TextField
          name="email"
          type="email"
          size="small"
          maxLength={254}
          label={t("admin.settings.field.email")}
          hint={t("admin.settings.shop.emailHint")}
          defaultValue={shop.email}
        />
        <TextField
          name="phone"
          type="tel"
          size="small"
          maxLength={40}
          label={t("admin.settings.field.phone")}
          defaultValue={shop.phone}
        />
        <SelectField
          name="timeZone"
          size="small"
          label={t("admin.settings.field.timeZone")}
          hint={t("admin.settings.shop.timeZoneHint")}
          defaultValue={shop.timeZone}
        >
          {timeZoneChoices(shop.timeZone).map((zone) => (
            <option key={zone} value={zone} translate="no">
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="locale"
          size="small"
          label={t("admin.settings.field.locale")}
          hint={t("admin.settings.shop.localeHint")}
          defaultValue={shop.locale}
        >
          {localeChoices(shop.locale).map(({ locale, name }) => (
            <option key={locale} value={locale} translate="no">
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="units"
          size="small"
          label={t("admin.settings.field.units")}
          hint={t("admin.settings.shop.unitsHint")}
          defaultValue={shop.units}
        >
          {UNITS.map((units) => (
            <option key={units} value={units}>
              {t(`admin.settings.shop.units.${units}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </>
  );
}
