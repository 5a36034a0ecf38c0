"use client";

import { Scale } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { Refusal } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type CheckState = { kind: "requested"; at: number } | Refusal | null;

type CheckRecordsFormProps = {
  labels: { now: string; requesting: string; running: string };
  action: (state: CheckState, form: FormData) => Promise<CheckState>;
  isRunning: boolean;
  /** When the last finished check began; null before the first. */
  lastAt: number | null;
};

const LOOK_MS = 2_000;
// A worker takes the job within seconds; without one the page stops looking.
const PATIENCE_MS = 60_000;

/** Requests a check and looks every two seconds how far it is; the request itself does not wait. */
export function CheckRecordsForm({ labels, action, isRunning, lastAt }: CheckRecordsFormProps) {
  const { refresh } = useRouter();
  const { state, sending } = useSending(action, null);
  const askedAt = state?.kind === "requested" ? state.at : 0;
  const isAsked = askedAt > (lastAt ?? 0) && !isRunning;
  const isBusy = isRunning || isAsked;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => {
      if (isRunning || Date.now() - askedAt < PATIENCE_MS) refresh();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [isBusy, isRunning, askedAt, refresh]);
  return (
    <ActionForm sending={sending}>
      <PendingButton
        tone="plain"
        size="small"
        pendingLabel={labels.requesting}
        {...(isBusy ? { isPending: true } : {})}
      >
        <Scale aria-hidden className="size-3.5" /> {isBusy ? labels.running : labels.now}
      </PendingButton>
      {state?.kind === "refused" ? (
        <p role="alert" className="mt-2 max-w-sm text-signal">
          {state.message}
        </p>
      ) : null}
    </ActionForm>
  );
}
