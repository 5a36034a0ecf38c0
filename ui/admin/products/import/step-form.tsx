"use client";

import type { ButtonTone } from "../../../kit/form/button";
import { FormAnswer } from "../../../kit/form/form-answer";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";

type StepFormProps = {
  id: string;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** What the button will do. */
  sentences: string[];
  label: string;
  pendingLabel: string;
  tone?: ButtonTone;
};

/** One button that moves an import on. */
export function StepForm({ id, action, sentences, label, pendingLabel, tone = "primary" }: StepFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <ul className="grid gap-0.5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <PendingButton
        tone={tone}
        {...(tone === "primary" ? {} : { size: "small" })}
        pendingLabel={pendingLabel}
      >
        {label}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
