"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type NameFormProps = {
  name: string;
  labels: { name: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function NameForm({ name, labels, action }: NameFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-sm justify-items-start gap-3">
      <TextField
        key={name}
        label={labels.name}
        isLabelHidden
        name="name"
        size="small"
        autoComplete="name"
        defaultValue={name}
        maxLength={100}
        required
        className="w-full"
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
