import { useTranslations } from "next-intl";
import {
  MAX_LEGAL_NAME,
  MAX_REGISTER,
  MAX_REGISTRATIONS,
  MAX_RESPONSIBLE_PERSON,
  MAX_VAT_ID,
} from "@/domain/settings/seller";
import { MAX_SHOP_ADDRESS } from "@/domain/settings/shop";
import type { Settings } from "@/domain/settings/subjects";
import { TextareaField, TextField } from "../../../kit/form/field";

type SellerFieldsProps = { seller: Settings["seller"]; shop: Settings["shop"]; locale: string };

/** Where a field may be left empty, what counts instead stands in it as a placeholder. */
export function SellerFields({ seller, shop, locale }: SellerFieldsProps) {
  const t = useTranslations();
  const country = seller.country && new Intl.DisplayNames(locale, { type: "region" }).of(seller.country);
  return (
    <>
      <TextField
        name="legalName"
        size="small"
        maxLength={MAX_LEGAL_NAME}
        autoComplete="organization"
        label={t("admin.settings.field.legalName")}
        hint={t("admin.settings.seller.hint.legalName")}
        defaultValue={seller.legalName}
        className="max-w-md"
      />
      <TextareaField
        name="address"
        size="small"
        rows={4}
        maxLength={MAX_SHOP_ADDRESS}
        placeholder={shop.address}
        label={t("admin.settings.field.address")}
        hint={t("admin.settings.seller.hint.address")}
        defaultValue={seller.address}
        className="max-w-md"
      />
      <div className="grid max-w-2xl gap-5 sm:grid-cols-2">
        <TextField
          name="country"
          size="small"
          maxLength={2}
          autoComplete="country"
          spellCheck={false}
          label={t("admin.settings.field.country")}
          hint={t("admin.settings.seller.hint.country", { name: country || "none" })}
          defaultValue={seller.country}
        />
        <TextField
          name="vatId"
          size="small"
          maxLength={MAX_VAT_ID}
          spellCheck={false}
          autoComplete="off"
          label={t("admin.settings.field.vatId")}
          hint={t("admin.settings.seller.hint.vatId")}
          defaultValue={seller.vatId}
        />
        <TextField
          name="email"
          type="email"
          size="small"
          maxLength={254}
          placeholder={shop.email}
          label={t("admin.settings.field.email")}
          hint={t("admin.settings.seller.hint.email")}
          defaultValue={seller.email}
        />
        <TextField
          name="phone"
          type="tel"
          size="small"
          maxLength={40}
          placeholder={shop.phone}
          label={t("admin.settings.field.phone")}
          hint={t("admin.settings.seller.hint.phone")}
          defaultValue={seller.phone}
        />
        <TextField
          name="register"
          size="small"
          maxLength={MAX_REGISTER}
          autoComplete="off"
          label={t("admin.settings.field.register")}
          hint={t("admin.settings.seller.hint.register")}
          defaultValue={seller.register}
        />
        <TextField
          name="registerNumber"
          size="small"
          maxLength={MAX_REGISTER}
          autoComplete="off"
          label={t("admin.settings.field.registerNumber")}
          defaultValue={seller.registerNumber}
        />
      </div>
      <TextareaField
        name="registrations"
        size="small"
        rows={3}
        maxLength={MAX_REGISTRATIONS}
        label={t("admin.settings.field.registrations")}
        hint={t("admin.settings.seller.hint.registrations")}
        defaultValue={seller.registrations}
        className="max-w-md"
      />
      <TextareaField
        name="responsiblePerson"
        size="small"
        rows={4}
        maxLength={MAX_RESPONSIBLE_PERSON}
        label={t("admin.settings.field.responsiblePerson")}
        hint={t("admin.settings.seller.hint.responsiblePerson")}
        defaultValue={seller.responsiblePerson}
        className="max-w-md"
      />
    </>
  );
}
