"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type PasswordFormProps = {
  email: string;
  labels: { former: string; wanted: string; hint: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function PasswordForm({ email, labels, action }: PasswordFormProps) {
  const { state, sending } = useSending(action, null);
  const shared = {
    type: "password",
    size: "small",
    maxLength: 128,
    required: true,
    className: "w-full",
  } as const;
  return (
    <ActionForm sending={sending} className="grid max-w-sm justify-items-start gap-3">
      {/* For password managers: whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <TextField label={labels.former} name="former" autoComplete="current-password" {...shared} />
      <TextField
        label={labels.wanted}
        hint={labels.hint}
        name="wanted"
        autoComplete="new-password"
        {...shared}
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
