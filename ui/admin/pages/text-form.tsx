"use client";

import type { ReactNode } from "react";
import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type TextFormProps = {
  name: string;
  value?: string;
  label: string;
  hint?: ReactNode;
  submit: string;
  pending: string;
  fields?: Record<string, string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** One line of text and a button. */
export function TextForm({ name, value, label, hint, submit, pending, fields = {}, action }: TextFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-2">
      {Object.entries(fields).map(([field, given]) => (
        <input key={field} type="hidden" name={field} value={given} />
      ))}
      <TextField
        key={value}
        name={name}
        size="small"
        required
        maxLength={120}
        autoComplete="off"
        label={label}
        hint={hint}
        defaultValue={value}
      />
      <PendingButton tone="plain" size="small" pendingLabel={pending} className="justify-self-start">
        {submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
