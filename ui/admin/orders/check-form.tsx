"use client";

import { RefreshCw } from "lucide-react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type CheckFormProps = {
  orderId: string;
  labels: { submit: string; asking: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Asks Stripe now instead of waiting for its event or the sweep. */
export function CheckForm({ orderId, labels, action }: CheckFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="print:hidden">
      <input type="hidden" name="orderId" value={orderId} />
      <PendingButton tone="plain" size="small" pendingLabel={labels.asking}>
        <RefreshCw aria-hidden className="size-3.5" /> {labels.submit}
      </PendingButton>
      <p
        role="status"
        className={state?.kind === "refused" ? "mt-2 max-w-sm text-signal" : "mt-2 max-w-sm text-ink-soft"}
      >
        {state?.message}
      </p>
    </ActionForm>
  );
}
