import { RefreshCw } from "lucide-react";
import { PendingButton } from "../../kit/form/pending-button";

type CheckKeysFormProps = { action: (form: FormData) => Promise<void>; isFirst: boolean };

export function CheckKeysForm({ action, isFirst }: CheckKeysFormProps) {
  return (
    <form action={action}>
      <PendingButton tone="plain" size="small" pendingLabel="Asking Stripe">
        <RefreshCw aria-hidden className="size-3.5" /> {isFirst ? "Check now" : "Check again"}
      </PendingButton>
    </form>
  );
}
