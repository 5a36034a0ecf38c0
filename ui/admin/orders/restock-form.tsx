"use client";

import { useActionState } from "react";
import { PendingButton } from "../../kit/form/pending-button";
import type { AttentionState } from "./order-attention";

type RestockFormProps = {
  orderId: string;
  units: number;
  action: (state: AttentionState, form: FormData) => Promise<AttentionState>;
};

/** For things that came back: nothing but a person puts them into stock again. */
export function RestockForm({ orderId, units, action }: RestockFormProps) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="orderId" value={orderId} />
      {units > 0 ? (
        <PendingButton tone="plain" size="small" pendingLabel="Counting">
          {units === 1 ? "Put 1 item back into stock" : `Put ${units} items back into stock`}
        </PendingButton>
      ) : null}
      <p role="status" className="text-ink-soft empty:hidden">
        {state?.sentence}
      </p>
    </form>
  );
}
