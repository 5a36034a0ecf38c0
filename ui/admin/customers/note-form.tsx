"use client";

import { TextareaField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type NoteFormProps = {
  id: string;
  note: string;
  most: number;
  labels: { note: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function NoteForm({ id, note, most, labels, action }: NoteFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-3">
      <input type="hidden" name="id" value={id} />
      {/* What the note was when the form was shown: what another person wrote meanwhile is not overwritten. */}
      <input type="hidden" name="before" value={note} />
      <TextareaField
        key={note}
        label={labels.note}
        isLabelHidden
        name="note"
        size="small"
        rows={4}
        maxLength={most}
        defaultValue={note}
        className="w-full"
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
