"use client";

import type { ButtonTone } from "./button";
import { FormAnswer } from "./form-answer";
import type { FormState } from "./form-state";
import { PendingButton } from "./pending-button";
import { ActionForm } from "./sending/action-form";
import { useSending } from "./sending/use-sending";

type PressFormProps = {
  fields?: Record<string, string>;
  label: string;
  pending: string;
  tone?: ButtonTone;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** A button by itself that does one thing, and says below what came of it. */
export function PressForm({ fields = {}, label, pending, tone = "plain", action }: PressFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="inline-grid justify-items-start gap-1">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <PendingButton tone={tone} size="small" pendingLabel={pending}>
        {label}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
