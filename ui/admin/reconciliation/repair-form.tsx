"use client";

import clsx from "clsx";
import { Wrench } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

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
  const { state, sending } = useSending(action, null);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state?.kind === "done") outcome.current?.focus();
  }, [state]);
  return (
    <>
      {repaired ? null : (
        <ActionForm sending={sending}>
          <input type="hidden" name="differenceId" value={differenceId} />
          <PendingButton tone="plain" size="small" pendingLabel={pendingLabel} className="text-start">
            <Wrench aria-hidden className="size-3.5 shrink-0" /> {label}
          </PendingButton>
        </ActionForm>
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
