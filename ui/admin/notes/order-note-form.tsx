"use client";

import { TextareaField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type OrderNoteFormProps = {
  orderId: string;
  requestId: string;
  most: number;
  labels: { note: string; hint: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** A new note on an order. */
export function OrderNoteForm({ orderId, requestId, most, labels, action }: OrderNoteFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="requestId" value={requestId} />
      <TextareaField
        label={labels.note}
        hint={labels.hint}
        name="note"
        data-shortcut="n"
        aria-keyshortcuts="n"
        size="small"
        rows={3}
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
