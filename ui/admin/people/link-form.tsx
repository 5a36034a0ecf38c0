"use client";

import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import type { InviteState } from "./invite-answer";
import { InviteAnswer } from "./invite-answer";

type LinkFormProps = {
  id: string;
  labels: { submit: string; pending: string };
  action: (state: InviteState, form: FormData) => Promise<InviteState>;
};

export function LinkForm({ id, labels, action }: LinkFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
        {labels.submit}
      </PendingButton>
      <InviteAnswer state={state} />
    </ActionForm>
  );
}
