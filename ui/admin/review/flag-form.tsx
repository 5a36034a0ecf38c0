"use client";

import { TextareaField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type FlagFormProps = {
  orderId: string;
  most: number;
  labels: { open: string; reason: string; hint: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Flags an order for review, with the reason in words. */
export function FlagForm({ orderId, most, labels, action }: FlagFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <details>
      <summary className="link cursor-pointer text-sm">{labels.open}</summary>
      <ActionForm sending={sending} className="mt-2 grid justify-items-start gap-3">
        <input type="hidden" name="orderId" value={orderId} />
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
    </details>
  );
}
