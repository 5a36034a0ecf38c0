import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import type { ButtonTone } from "../../kit/form/button";
import { EnhancedField } from "../../kit/form/enhanced-field";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

type CheckoutFormProps = {
  action: PlainAction;
  /** Where to pay; a browser without JavaScript goes to Stripe's own page whatever is said here. */
  checkoutUi: CheckoutUi;
  /** What of the cart the shopper has seen; none where the cart is not shown. */
  shown?: string;
  tone?: ButtonTone;
  children: ReactNode;
};

export function CheckoutForm({ action, checkoutUi, shown, tone = "primary", children }: CheckoutFormProps) {
  const t = useTranslations();
  return (
    <PlainForm action={action} nothing={t("shop.checkout.nothingCharged")}>
      <EnhancedField name="ui" plain="hosted_page" enhanced={checkoutUi} />
      {shown === undefined ? null : <input type="hidden" name="shown" value={shown} />}
      <PendingButton tone={tone} size="large" className="w-full" pendingLabel={t("shop.checkout.opening")}>
        {children}
      </PendingButton>
    </PlainForm>
  );
}
