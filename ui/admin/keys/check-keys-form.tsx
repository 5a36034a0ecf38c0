import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";

type CheckKeysFormProps = { action: PlainAction; isFirst: boolean };

export function CheckKeysForm({ action, isFirst }: CheckKeysFormProps) {
  const t = useTranslations();
  return (
    <PlainForm action={action}>
      <PendingButton tone="plain" size="small" pendingLabel={t("admin.keys.check.asking")}>
        <RefreshCw aria-hidden className="size-3.5" />{" "}
        {t(isFirst ? "admin.keys.check.now" : "admin.keys.check.again")}
      </PendingButton>
    </PlainForm>
  );
}
