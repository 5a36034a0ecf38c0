"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type LowAtFormProps = {
  /** Empty: as the shop says for all. */
  lowAt: string;
  fields: Record<string, string>;
  isRequired?: boolean;
  labels: { lowAt: string; hint: string; submit: string; pending: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** From which number on a variant, or all of them, are low. */
export function LowAtForm({ lowAt, fields, isRequired = false, labels, action }: LowAtFormProps) {
  const { state, sending } = useSending<FormState>(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-sm justify-items-start gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        key={lowAt}
        label={labels.lowAt}
        hint={labels.hint}
        name="lowAt"
        size="small"
        inputMode="numeric"
        pattern="[0-9]{0,7}"
        autoComplete="off"
        defaultValue={lowAt}
        required={isRequired}
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
