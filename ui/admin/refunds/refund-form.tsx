"use client";

import { useFormStatus } from "react-dom";
import { FocusedNotice } from "../../kit/focused-notice";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type RefundLabels = {
  amount: string;
  /** "Up to €61.00." */
  upTo: string;
  reason: string;
  note: string;
  review: string;
  change: string;
  consequence: string;
  pending: string;
  off: string;
  confirm: string;
};

type Option = { value: string; text: string };

export type RefundValues = {
  requestId: string;
  amount: string;
  reason: string;
  note: string;
  /** The return that it is for, or nothing. */
  returnId: string;
};

export type RefundFormState =
  | null
  /** `confirmAt`: the page where the person proves who they are first. */
  | { step: "edit"; values: RefundValues; problem?: string; confirmAt?: string }
  /** What was sent cannot be shown again. */
  | { step: "refused"; problem: string }
  /** `promise`: what pressing the button will do to money; `question`: the same, asked. */
  | { step: "confirm"; values: RefundValues; promise: string; question: string }
  /** `isOpen`: Stripe has not answered yet, the money will move later. */
  | { step: "done"; sentence: string; isOpen: boolean };

type RefundFormProps = {
  orderId: string;
  /** Made with the page: a double click or a reload of the answer is the same refund. */
  requestId: string;
  /** The return that it is for, or nothing. */
  returnId: string;
  /** "61.00": what the form begins with. */
  proposed: string;
  labels: RefundLabels;
  /** What can be given as the reason, none first. */
  reasons: Option[];
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
  returnId,
  proposed,
  labels,
  reasons,
  isOver,
  closed,
  action,
}: RefundFormProps) {
  const { state, sending } = useSending(action, null);
  const isNew = state === null || state.step === "done" || state.step === "refused";
  const values = isNew
    ? { requestId, returnId, amount: proposed, reason: "", note: "" }
    : { ...state.values, returnId: state.values.returnId || returnId };
  return (
    <ActionForm sending={sending} className="grid gap-3">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="requestId" value={values.requestId} />
      <input type="hidden" name="returnId" value={values.returnId} />
      {state?.step === "done" ? (
        <FocusedNotice tone={state.isOpen ? "wait" : "good"} role="status">
          {state.sentence}
        </FocusedNotice>
      ) : null}
      {closed ? (
        <Notice tone="signal" title={labels.off}>
          {closed}
        </Notice>
      ) : null}
      <fieldset disabled={closed !== null} className="grid gap-3 disabled:opacity-60">
        {state?.step === "confirm" ? <Confirm {...state} labels={labels} /> : null}
        {state?.step === "confirm" || (isOver && isNew) ? null : (
          <Edit
            key={`${values.requestId}${state?.step}`}
            {...{ values, labels, reasons }}
            confirmAt={state?.step === "edit" ? state.confirmAt : undefined}
            problem={state?.step === "edit" || state?.step === "refused" ? state.problem : undefined}
          />
        )}
      </fieldset>
    </ActionForm>
  );
}

type ConfirmProps = { values: RefundValues; promise: string; question: string; labels: RefundLabels };

function Confirm({ values, promise, question, labels }: ConfirmProps) {
  return (
    <>
      <input type="hidden" name="amount" value={values.amount} />
      <input type="hidden" name="reason" value={values.reason} />
      <input type="hidden" name="note" value={values.note} />
      <FocusedNotice tone="wait" title={question}>
        {labels.consequence}
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
          {labels.change}
        </PendingButton>
      </div>
      <Waiting label={labels.pending} />
    </>
  );
}

function Waiting({ label }: { label: string }) {
  const { pending } = useFormStatus();
  return (
    <p role="status" className="min-h-5 text-ink-soft">
      {pending ? label : null}
    </p>
  );
}

type EditProps = {
  values: RefundValues;
  labels: RefundLabels;
  reasons: Option[];
  problem: string | undefined;
  confirmAt: string | undefined;
};

function Edit({ values, labels, reasons, problem, confirmAt }: EditProps) {
  return (
    <>
      <TextField
        label={labels.amount}
        name="amount"
        data-shortcut="r"
        aria-keyshortcuts="r"
        size="small"
        inputMode="decimal"
        autoComplete="off"
        className="figures"
        defaultValue={values.amount}
        maxLength={20}
        required
        hint={labels.upTo}
        error={problem}
      />
      {confirmAt ? (
        <a href={confirmAt} target="_blank" rel="noopener" className="link justify-self-start">
          {labels.confirm}
        </a>
      ) : null}
      <SelectField label={labels.reason} name="reason" size="small" defaultValue={values.reason}>
        {reasons.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextareaField
        label={labels.note}
        name="note"
        size="small"
        rows={2}
        maxLength={500}
        defaultValue={values.note}
      />
      <PendingButton tone="plain" size="small" name="step" value="review" className="justify-self-start">
        {labels.review}
      </PendingButton>
    </>
  );
}
