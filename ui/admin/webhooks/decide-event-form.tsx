"use client";

import { RotateCw } from "lucide-react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type DecideEventFormProps = {
  labels: { retry: string; leave: string };
  eventId: string;
  /** It was given up: then it can be ignored as well. */
  canLeave: boolean;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** What an admin can do about an event that waits or was given up. */
export function DecideEventForm({ labels, eventId, canLeave, action }: DecideEventFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="mt-4">
      <input type="hidden" name="eventId" value={eventId} />
      <div className="flex flex-wrap gap-2">
        <PendingButton tone="plain" size="small" name="what" value="retry">
          <RotateCw aria-hidden className="size-3.5" /> {labels.retry}
        </PendingButton>
        {canLeave ? (
          <PendingButton tone="quiet" size="small" name="what" value="leave">
            {labels.leave}
          </PendingButton>
        ) : null}
      </div>
      <p
        role="status"
        className={state?.kind === "refused" ? "mt-2 max-w-sm text-signal" : "mt-2 max-w-sm text-ink-soft"}
      >
        {state?.message}
      </p>
    </ActionForm>
  );
}
