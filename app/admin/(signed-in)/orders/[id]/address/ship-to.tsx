import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { ADDRESS_FIELDS, type AddressField } from "@/domain/fulfillment/corrected-address";
import { addressLines } from "@/domain/orders/address-lines";
import type { OrderView } from "@/domain/orders/views";
import { AddressForm } from "@/ui/admin/address/address-form";
import { CopyButton } from "@/ui/kit/copy-button";
import { PressForm } from "@/ui/kit/form/press-form";
import { saveAddress, takeShoppersAddress } from "./actions";

type ShipToProps = { order: OrderView; admin: Admin; locale: string };

/** Where the order's parcels go; until all is sent it can be corrected, and the shopper's own be taken again. */
export function ShipTo({ order, admin, locale }: ShipToProps) {
  const t = useTranslations();
  const { shippingAddress: address, originalAddress: original } = order;
  if (!address) return null;
  const lines = addressLines(address, locale);
  const mayCorrect = order.isAddressOpen && isAllowed(admin.role, "orders.fulfill");
  return (
    <div className="mt-3 grid justify-items-start gap-2">
      <div className="flex w-full items-start justify-between gap-3">
        <address className="min-w-0 not-italic">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one address
            <span key={index} className="block break-words">
              {line}
            </span>
          ))}
        </address>
        <CopyButton
          text={lines.join("\n")}
          labels={{
            copy: t("admin.orders.address.copy"),
            copied: t("admin.orders.address.copied"),
            name: t("admin.orders.address.copyName"),
          }}
        />
      </div>
      {original ? (
        <p className="text-sm break-words text-ink-soft">
          {t("admin.orders.address.corrected", { address: addressLines(original, locale).join(", ") })}
        </p>
      ) : null}
      {mayCorrect && original ? (
        <PressForm
          fields={{ orderId: order.id }}
          label={t("admin.orders.address.restore")}
          pending={t("admin.orders.address.restoring")}
          action={takeShoppersAddress}
        />
      ) : null}
      {mayCorrect ? (
        <AddressForm
          key={lines.join("\n")}
          orderId={order.id}
          values={valuesOf(address)}
          labels={{
            ...labelsOf(t),
            open: t("admin.orders.address.correct"),
            hint: t("admin.orders.address.hint"),
            submit: t("admin.orders.address.submit"),
            saving: t("admin.orders.address.saving"),
          }}
          action={saveAddress}
        />
      ) : null}
    </div>
  );
}

const valuesOf = (address: Record<AddressField, string | null>) =>
  Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, address[field] ?? ""])) as Record<
    AddressField,
    string
  >;

const labelsOf = (t: ReturnType<typeof useTranslations<never>>) =>
  Object.fromEntries(
    ADDRESS_FIELDS.map((field) => [field, t(`admin.orders.address.field.${field}`)]),
  ) as Record<AddressField, string>;
