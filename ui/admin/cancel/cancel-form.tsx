"use client";

import { FocusedNotice } from "../../kit/focused-notice";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

export type CancelFormState =
  | null
  /** It says what will happen, and asks. */
  | { step: "confirm" }
  /** `isDone`: the order is canceled; otherwise nothing was. */
  | { step: "answered"; isDone: boolean; message: string };

type CancelFormProps = {
  orderId: string;
  labels: {
    submit: string;
    question: string;
    consequence: string;
    confirm: string;
    keep: string;
    pending: string;
  };
  action: (state: CancelFormState, form: FormData) => Promise<CancelFormState>;
};

/** Two steps, with and without JavaScript: read what it will do, do it. */
export function CancelForm({ orderId, labels, action }: CancelFormProps) {
  const { state, isPending, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid justify-items-start gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      {state?.step === "answered" ? (
        <FocusedNotice tone={state.isDone ? "good" : "signal"} role="status">
          {state.message}
        </FocusedNotice>
      ) : null}
      {state?.step === "confirm" ? (
        <>
          <FocusedNotice tone="wait" title={labels.question}>
            {labels.consequence}
          </FocusedNotice>
          {/* Nothing moves while Stripe is asked: the second click of a double click must not meet another button. */}
          <div className="flex flex-wrap gap-2">
            <PendingButton tone="danger" size="small" name="step" value="confirm">
              {labels.confirm}
            </PendingButton>
            <PendingButton tone="plain" size="small" name="step" value="keep">
              {labels.keep}
            </PendingButton>
          </div>
          <p role="status" className="min-h-5 text-ink-soft">
            {isPending ? labels.pending : null}
          </p>
        </>
      ) : (
        <PendingButton tone="plain" size="small" name="step" value="review">
          {labels.submit}
        </PendingButton>
      )}
    </ActionForm>
  );
}
