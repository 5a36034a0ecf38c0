"use client";

import { TextField } from "../../../kit/form/field";
import { FormAnswer } from "../../../kit/form/form-answer";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";

type NumbersFormProps = {
  next: number;
  labels: { from: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function NumbersForm({ next, labels, action }: NumbersFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-3">
      <TextField
        key={next}
        name="from"
        size="small"
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        required
        label={labels.from}
        className="w-full max-w-48"
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
