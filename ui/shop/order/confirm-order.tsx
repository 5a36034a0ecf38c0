import { useTranslations } from "next-intl";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

type ConfirmOrderProps = { action: PlainAction; reference: string };

/** A button, not the link alone: mail programs open links by themselves. */
export function ConfirmOrder({ action, reference }: ConfirmOrderProps) {
  const t = useTranslations();
  return (
    <PlainForm action={action} className="mt-7 print:hidden">
      <input type="hidden" name="reference" value={reference} />
      <PendingButton size="large" pendingLabel={t("shop.order.confirming")}>
        {t("shop.order.confirm")}
      </PendingButton>
    </PlainForm>
  );
}
