"use client";

import { Wrench } from "lucide-react";
import { useActionState } from "react";
import { PendingButton } from "../kit/pending-button";

export type RepairState = { isMended: boolean; sentence: string } | null;

type BooksRepairFormProps = {
  differenceId: string;
  /** What the repair does. */
  words: string;
  action: (state: RepairState, form: FormData) => Promise<RepairState>;
};

export function BooksRepairForm({ differenceId, words, action }: BooksRepairFormProps) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit}>
      <input type="hidden" name="differenceId" value={differenceId} />
      <PendingButton tone="plain" size="small" pendingLabel="Mending" className="text-start">
        <Wrench aria-hidden className="size-3.5 shrink-0" /> {words}
      </PendingButton>
      <p
        role="status"
        className={state?.isMended === false ? "mt-1.5 text-signal" : "mt-1.5 text-ink-soft empty:mt-0"}
      >
        {state?.sentence}
      </p>
    </form>
  );
}
