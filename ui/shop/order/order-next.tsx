import { useTranslations } from "next-intl";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import { EnhancedField } from "../../kit/form/enhanced-field";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

export type OrderAction = PlainAction;

type OrderNextProps = {
  action: OrderAction;
  reference: string;
  /** Where to pay, for what leads to a payment. */
  checkoutUi?: CheckoutUi;
  label: string;
};

/** The one thing that is left to do about an order. It works in every browser that has the order's link. */
export function OrderNext({ action, reference, checkoutUi, label }: OrderNextProps) {
  const t = useTranslations();
  return (
    <PlainForm
      action={action}
      {...(checkoutUi ? { nothing: t("shop.checkout.nothingCharged") } : {})}
      className="mt-7 print:hidden"
    >
      <input type="hidden" name="reference" value={reference} />
      {checkoutUi ? <EnhancedField name="ui" plain="hosted_page" enhanced={checkoutUi} /> : null}
      <PendingButton size="large" pendingLabel={t("shop.order.oneMoment")}>
        {label}
      </PendingButton>
    </PlainForm>
  );
}
