import { RefreshCw } from "lucide-react";
import { PendingButton } from "../../kit/form/pending-button";

type KeysCheckFormProps = { action: (form: FormData) => Promise<void>; isFirst: boolean };

export function KeysCheckForm({ action, isFirst }: KeysCheckFormProps) {
  return (
    <form action={action}>
      <PendingButton tone="plain" size="small" pendingLabel="Asking Stripe">
        <RefreshCw aria-hidden className="size-3.5" /> {isFirst ? "Check now" : "Check again"}
      </PendingButton>
    </form>
  );
}
