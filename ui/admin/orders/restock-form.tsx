"use client";

import { useActionState } from "react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";

type RestockFormProps = {
  orderId: string;
  labels: { submit: string; counting: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** For items that came back: only an admin puts them into stock again. */
export function RestockForm({ orderId, labels, action }: RestockFormProps) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="orderId" value={orderId} />
      <PendingButton tone="plain" size="small" pendingLabel={labels.counting}>
        {labels.submit}
      </PendingButton>
      <p role="status" className="text-ink-soft empty:hidden">
        {state?.message}
      </p>
    </form>
  );
}
