"use client";

import type { ReactNode } from "react";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type CorrectFormProps = {
  orderId: string;
  /** The invoice that is shown: another admin may have corrected it. */
  invoiceId: string;
  labels: { open: string; consequence: string; submit: string; pending: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** Fields, made on the server. */
  children: ReactNode;
};

/** Says beforehand what a correction issues. */
export function CorrectForm({ orderId, invoiceId, labels, action, children }: CorrectFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <div className="mt-3">
      <details>
        <summary className="link w-fit cursor-pointer">{labels.open}</summary>
        <ActionForm sending={sending} className="mt-3 grid max-w-md gap-3">
          <input type="hidden" name="id" value={orderId} />
          <input type="hidden" name="invoiceId" value={invoiceId} />
          {children}
          <p className="text-sm text-ink-soft">{labels.consequence}</p>
          <PendingButton
            tone="plain"
            size="small"
            pendingLabel={labels.pending}
            className="justify-self-start"
          >
            {labels.submit}
          </PendingButton>
        </ActionForm>
      </details>
      <FormAnswer state={state} />
    </div>
  );
}
