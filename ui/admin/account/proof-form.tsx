"use client";

import { TextField } from "../../kit/form/field";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

type ProofFormProps = {
  next: string;
  /** A code of an authenticator or a recovery code; otherwise the password. */
  isCode: boolean;
  labels: { proof: string; submit: string; pending: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** One field by which a person proves who they are. */
export function ProofForm({ next, isCode, labels, action }: ProofFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="mt-6 grid max-w-sm gap-4">
      {state ? (
        <Notice tone="signal" role="alert">
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <TextField
        label={labels.proof}
        name="proof"
        type={isCode ? "text" : "password"}
        autoComplete={isCode ? "one-time-code" : "current-password"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        required
      />
      <PendingButton pendingLabel={labels.pending}>{labels.submit}</PendingButton>
    </ActionForm>
  );
}
