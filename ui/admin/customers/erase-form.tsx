"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type EraseFormProps = {
  id: string;
  labels: Record<"typed" | "submit" | "pending", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The address is typed, so that nobody is erased by a slip. */
export function EraseForm({ id, labels, action }: EraseFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-lg justify-items-start gap-3">
      <input type="hidden" name="id" value={id} />
      <TextField
        label={labels.typed}
        name="typed"
        size="small"
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        required
        className="w-full wrap-anywhere"
      />
      <PendingButton tone="danger" size="small" pendingLabel={labels.pending}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
