"use client";

import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type RestockFormProps = {
  orderId: string;
  /** The items are back, and can be taken out again; the page says that they are back. */
  isReturned: boolean;
  labels: { submit: string; counting: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** For items that came back: only an admin puts them into stock again, or takes that back. */
export function RestockForm({ orderId, isReturned, labels, action }: RestockFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-2">
      <input type="hidden" name="orderId" value={orderId} />
      {isReturned ? <input type="hidden" name="undo" value="1" /> : null}
      <PendingButton tone="plain" size="small" pendingLabel={labels.counting}>
        {labels.submit}
      </PendingButton>
      <p role="status" className="text-ink-soft empty:hidden">
        {isReturned && state?.kind === "done" ? null : state?.message}
      </p>
    </ActionForm>
  );
}
