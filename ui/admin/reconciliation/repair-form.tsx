"use client";

import clsx from "clsx";
import { Wrench } from "lucide-react";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";

type RepairFormProps = {
  differenceId: string;
  /** What the repair does. */
  label: string;
  pendingLabel: string;
  /** By whom it was repaired; null while it can be. */
  repaired: ReactNode | null;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The button goes when its work is done; the focus stays in its place, on the outcome. */
export function RepairForm({ differenceId, label, pendingLabel, repaired, action }: RepairFormProps) {
  const [state, submit] = useActionState(action, null);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state?.kind === "done") outcome.current?.focus();
  }, [state]);
  return (
    <>
      {repaired ? null : (
        <form action={submit}>
          <input type="hidden" name="differenceId" value={differenceId} />
          <PendingButton tone="plain" size="small" pendingLabel={pendingLabel} className="text-start">
            <Wrench aria-hidden className="size-3.5 shrink-0" /> {label}
          </PendingButton>
        </form>
      )}
      <div
        ref={outcome}
        role="status"
        tabIndex={-1}
        className={clsx("w-fit rounded-sm", state?.kind === "refused" && "mt-1.5 text-signal")}
      >
        {repaired ?? state?.message}
      </div>
    </>
  );
}
