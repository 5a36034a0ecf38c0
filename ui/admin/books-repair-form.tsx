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
    <form action={submit} className="mt-3">
      <input type="hidden" name="differenceId" value={differenceId} />
      <PendingButton tone="plain" size="small" pendingLabel="Mending" className="text-start">
        <Wrench aria-hidden className="size-3.5 shrink-0" /> {words}
      </PendingButton>
      <p role="status" className={state?.isMended === false ? "mt-2 text-signal" : "mt-2 text-ink-soft"}>
        {state?.sentence}
      </p>
    </form>
  );
}
