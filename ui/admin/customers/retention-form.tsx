"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type RetentionFormProps = {
  rule: string;
  /** null: kept indefinitely. */
  days: number | null;
  limits: { min: number; max: number };
  labels: Record<"days" | "hint" | "submit" | "off" | "saving", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function RetentionForm({ rule, days, limits, labels, action }: RetentionFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-md justify-items-start gap-3">
      <input type="hidden" name="rule" value={rule} />
      <TextField
        key={days}
        label={labels.days}
        hint={labels.hint}
        name="days"
        size="small"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        defaultValue={days ?? limits.min}
        className="w-full max-w-48"
      />
      <div className="flex flex-wrap gap-2">
        <PendingButton tone="plain" size="small" pendingLabel={labels.saving} name="step" value="save">
          {labels.submit}
        </PendingButton>
        {days === null ? null : (
          <PendingButton tone="plain" size="small" pendingLabel={labels.saving} name="step" value="off">
            {labels.off}
          </PendingButton>
        )}
      </div>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
