import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EnhancedField } from "../../kit/form/enhanced-field";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { RemoveButton } from "./remove-button";

type RemoveFormProps = { action: PlainAction; variantId: string; name: string };

export function RemoveForm({ action, variantId, name }: RemoveFormProps) {
  const t = useTranslations();
  const hidden = (text: ReactNode) => <span className="sr-only">{text}</span>;
  return (
    <PlainForm action={action}>
      <input type="hidden" name="variantId" value={variantId} />
      <EnhancedField name="after" plain="cart" enhanced="stay" />
      <RemoveButton pendingLabel={t.rich("shop.cart.removing", { name, hidden })}>
        {t.rich("shop.cart.remove", { name, hidden })}
      </RemoveButton>
    </PlainForm>
  );
}
