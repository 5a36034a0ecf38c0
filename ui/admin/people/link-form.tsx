"use client";

import { useActionState } from "react";
import { PendingButton } from "../../kit/form/pending-button";
import type { InviteState } from "./invite-answer";
import { InviteAnswer } from "./invite-answer";

type LinkFormProps = {
  id: string;
  labels: { submit: string; pending: string };
  action: (state: InviteState, form: FormData) => Promise<InviteState>;
};

export function LinkForm({ id, labels, action }: LinkFormProps) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="id" value={id} />
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
        {labels.submit}
      </PendingButton>
      <InviteAnswer state={state} />
    </form>
  );
}
