"use client";

import { type ComponentProps, useActionState, useEffect, useRef } from "react";
import { useFormStatus } from "react-dom";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { Notice } from "../../kit/notice";
import { REASON_MESSAGES } from "./refund-messages";

const MESSAGES = {
  reason: "Reason",
  noReason: "No reason given",
  note: "Note, for the shop only",
  review: "Review the refund",
  change: "Change the refund",
  consequence: "Stripe sends the money back immediately. This cannot be undone.",
  pending: "Waiting for Stripe",
  off: "Refunds are off",
};

export type RefundValues = { requestId: string; amount: string; reason: string; note: string };

export type RefundFormState =
  | null
  | { step: "edit"; values: RefundValues; problem?: string }
  /** What was sent cannot be shown again. */
  | { step: "refused"; problem: string }
  /** `promise`: what pressing the button will do to money. */
  | { step: "confirm"; values: RefundValues; promise: string }
  /** `isOpen`: Stripe has not answered yet, the money will move later. */
  | { step: "done"; sentence: string; isOpen: boolean };

type RefundFormProps = {
  orderId: string;
  /** Made with the page: a double click or a reload of the answer is the same refund. */
  requestId: string;
  /** "61.00": the most that can be refunded. */
  most: string;
  mostWords: string;
  currency: string;
  /** Nothing is left to refund: only the last answer is shown. */
  isOver: boolean;
  /** Why no refund can be made now, and how to repair that. */
  closed: string | null;
  action: (state: RefundFormState, form: FormData) => Promise<RefundFormState>;
};

/** Two steps, with and without JavaScript: say how much, read what it will do, do it. */
export function RefundForm({
  orderId,
  requestId,
  most,
  mostWords,
  currency,
  isOver,
  closed,
  action,
}: RefundFormProps) {
  const [state, submit] = useActionState(action, null);
  const isNew = state === null || state.step === "done" || state.step === "refused";
  const values = isNew ? { requestId, amount: most, reason: "", note: "" } : state.values;
  return (
    <form action={submit} className="grid gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="requestId" value={values.requestId} />
      {state?.step === "done" ? (
        <FocusedNotice tone={state.isOpen ? "wait" : "good"} role="status">
          {state.sentence}
        </FocusedNotice>
      ) : null}
      {closed ? (
        <Notice tone="signal" title={MESSAGES.off}>
          {closed}
        </Notice>
      ) : null}
      <fieldset disabled={closed !== null} className="grid gap-3 disabled:opacity-60">
        {state?.step === "confirm" ? <Confirm values={values} promise={state.promise} /> : null}
        {state?.step === "confirm" || (isOver && isNew) ? null : (
          <Edit
            key={`${values.requestId}${state?.step}`}
            {...{ values, mostWords, currency }}
            problem={state?.step === "edit" || state?.step === "refused" ? state.problem : undefined}
          />
        )}
      </fieldset>
    </form>
  );
}

function Confirm({ values, promise }: { values: RefundValues; promise: string }) {
  return (
    <>
      <input type="hidden" name="amount" value={values.amount} />
      <input type="hidden" name="reason" value={values.reason} />
      <input type="hidden" name="note" value={values.note} />
      <FocusedNotice tone="wait" title={`${promise}?`}>
        {MESSAGES.consequence}
      </FocusedNotice>
      {/* Nothing moves while Stripe is asked: the second click of a double click must not meet another button. */}
      <div className="flex flex-wrap gap-2">
        <PendingButton
          tone="danger"
          size="small"
          name="step"
          value="confirm"
          className="aria-busy:opacity-60"
        >
          {promise}
        </PendingButton>
        <PendingButton tone="plain" size="small" name="step" value="edit" className="aria-busy:opacity-60">
          {MESSAGES.change}
        </PendingButton>
      </div>
      <Waiting />
    </>
  );
}

function Waiting() {
  const { pending } = useFormStatus();
  return (
    <p role="status" className="min-h-5 text-ink-soft">
      {pending ? MESSAGES.pending : null}
    </p>
  );
}

/** The button that was pressed is gone: the keyboard goes on here, and not on the button that moves money. */
function FocusedNotice(props: ComponentProps<typeof Notice>) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return <Notice ref={notice} tabIndex={-1} {...props} />;
}

type EditProps = { values: RefundValues; mostWords: string; currency: string; problem: string | undefined };

function Edit({ values, mostWords, currency, problem }: EditProps) {
  return (
    <>
      <TextField
        label={`Amount in ${currency.toUpperCase()}`}
        name="amount"
        size="small"
        inputMode="decimal"
        autoComplete="off"
        className="figures"
        defaultValue={values.amount}
        maxLength={20}
        required
        hint={`Up to ${mostWords}.`}
        error={problem}
      />
      <SelectField label={MESSAGES.reason} name="reason" size="small" defaultValue={values.reason}>
        <option value="">{MESSAGES.noReason}</option>
        {Object.entries(REASON_MESSAGES).map(([reason, text]) => (
          <option key={reason} value={reason}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextareaField
        label={MESSAGES.note}
        name="note"
        size="small"
        rows={2}
        maxLength={500}
        defaultValue={values.note}
      />
      <PendingButton tone="plain" size="small" name="step" value="review" className="justify-self-start">
        {MESSAGES.review}
      </PendingButton>
    </>
  );
}
