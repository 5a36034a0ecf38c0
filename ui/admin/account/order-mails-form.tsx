"use client";

import { SelectField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type OrderMailsFormProps = {
  chosen: string;
  choices: { value: string; label: string }[];
  labels: { choice: string; hint: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Whether and how often the person is written to about new orders. */
export function OrderMailsForm({ chosen, choices, labels, action }: OrderMailsFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-sm justify-items-start gap-3">
      <SelectField
        key={chosen}
        label={labels.choice}
        hint={labels.hint}
        name="choice"
        size="small"
        defaultValue={chosen}
        className="w-full"
      >
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
