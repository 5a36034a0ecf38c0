import { useTranslations } from "next-intl";
import { type CheckoutDetails, MAX_DETAIL } from "@/domain/checkout/details";
import { countryName } from "@/domain/orders/address-lines";
import type { VatIdFault } from "@/domain/tax/vat-id";
import { TextField } from "../../../kit/form/field";

type BusinessFieldsProps = {
  details: Pick<CheckoutDetails, "company" | "vatId" | "postalCode">;
  /** The tax of the country differs by its regions. */
  asksPostcode: boolean;
  /** Of the shop. */
  home: string;
  /** What is known of the VAT id; null: none was typed. */
  vatId: "valid" | "invalid" | "unchecked" | "off" | VatIdFault | null;
  locale: string;
};

/** What the tax depends on besides the country: a postcode where regions differ, and who buys as a business, folded away. */
export function BusinessFields({ details, asksPostcode, home, vatId, locale }: BusinessFieldsProps) {
  const t = useTranslations();
  return (
    <>
      {asksPostcode ? (
        <TextField
          name="postalCode"
          autoComplete="postal-code"
          label={t("shop.checkout.details.postalCode")}
          hint={t("shop.checkout.details.postalCodeHint")}
          defaultValue={details.postalCode}
          maxLength={MAX_DETAIL.postalCode}
          size="medium"
        />
      ) : null}
      <details open={details.company !== "" || details.vatId !== ""}>
        <summary className="link w-fit cursor-pointer">{t("shop.checkout.details.business")}</summary>
        <div className="mt-4 grid gap-6">
          <TextField
            name="company"
            autoComplete="organization"
            label={t("shop.checkout.details.company")}
            defaultValue={details.company}
            maxLength={MAX_DETAIL.company}
            size="medium"
          />
          <TextField
            name="vatId"
            autoComplete="off"
            spellCheck={false}
            label={t("shop.checkout.details.vatId")}
            hint={t("shop.checkout.details.vatIdHint", { country: countryName(home, locale) })}
            defaultValue={details.vatId}
            maxLength={MAX_DETAIL.vatId}
            size="medium"
          />
          {vatId ? <p role="status">{t(`shop.checkout.details.vatIdState.${vatId}`)}</p> : null}
        </div>
      </details>
    </>
  );
}
