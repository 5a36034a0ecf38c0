"use client";

import { TextareaField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type RefuseFormProps = {
  orderId: string;
  returnId: string;
  most: number;
  labels: Record<"reason" | "hint" | "submit" | "saving", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Refuses a request, with the reason that the customer gets by mail. */
export function RefuseForm({ orderId, returnId, most, labels, action }: RefuseFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="returnId" value={returnId} />
      <TextareaField
        label={labels.reason}
        hint={labels.hint}
        name="reason"
        size="small"
        rows={2}
        required
        maxLength={most}
        className="w-full"
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
