"use client";

import { MAX_SINGLE_CODES } from "@/domain/discounts/single-codes";
import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type CodesFormProps = {
  id: string;
  /** Another one after each press. */
  requestId: string;
  labels: Record<"count" | "countHint" | "prefix" | "prefixHint" | "submit" | "pending", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** How many codes are made, and what they begin with. */
export function CodesForm({ id, requestId, labels, action }: CodesFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-3 sm:grid-cols-2">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        name="count"
        size="small"
        required
        inputMode="numeric"
        maxLength={String(MAX_SINGLE_CODES).length}
        autoComplete="off"
        label={labels.count}
        hint={labels.countHint}
        defaultValue="100"
      />
      <TextField
        name="prefix"
        size="small"
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        label={labels.prefix}
        hint={labels.prefixHint}
      />
      <PendingButton
        tone="plain"
        size="small"
        pendingLabel={labels.pending}
        className="justify-self-start sm:col-span-2"
      >
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
