"use client";

import { useFormStatus } from "react-dom";
import { FocusedNotice } from "../../kit/focused-notice";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import { MailPreview, type PreviewedMail } from "../emails/mail-preview";
import { type EditLabels, RefundEdit, type RefundOffer, type RefundValues } from "./refund-edit";

export type { RefundValues };

export type RefundLabels = EditLabels & {
  change: string;
  consequence: string;
  pending: string;
  off: string;
  /** The heading of the email, or that there is none. */
  mail: string;
};

export type RefundFormState =
  | null
  /** `confirmAt`: the page where the person proves who they are first. */
  | { step: "edit"; values: RefundValues; problem?: string; confirmAt?: string }
  /** What was sent cannot be shown again. */
  | { step: "refused"; problem: string }
  /** `promise`: what pressing the button will do to money; `question`: the same, asked; `goods`: and to the items. */
  | {
      step: "confirm";
      values: RefundValues;
      promise: string;
      question: string;
      goods: string[];
      mail: PreviewedMail | null;
    }
  /** `isOpen`: Stripe has not answered yet, the money will move later. */
  | { step: "done"; sentence: string; isOpen: boolean };

type RefundFormProps = {
  orderId: string;
  /** Made with the page: a double click or a reload of the answer is the same refund. */
  requestId: string;
  /** The return that it is for, or nothing. */
  returnId: string;
  /** What the form begins with. */
  proposed: { units: Record<string, string>; shipping: string };
  offer: RefundOffer;
  labels: RefundLabels;
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
  offer,
  labels,
  isOver,
  closed,
  action,
}: RefundFormProps) {
  const { state, sending } = useSending(action, null);
  const isNew = state === null || state.step === "done" || state.step === "refused";
  const values = isNew
    ? { ...{ requestId, returnId, ...proposed }, amount: "", isRestocked: false, reason: "", note: "" }
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
      <fieldset disabled={closed !== null} className="grid min-w-0 gap-3 disabled:opacity-60">
        {state?.step === "confirm" ? <Confirm {...state} labels={labels} /> : null}
        {state?.step === "confirm" || (isOver && isNew) ? null : (
          <RefundEdit
            key={`${values.requestId}${state?.step}`}
            {...{ values, offer, labels }}
            confirmAt={state?.step === "edit" ? state.confirmAt : undefined}
            problem={state?.step === "edit" || state?.step === "refused" ? state.problem : undefined}
          />
        )}
      </fieldset>
    </ActionForm>
  );
}

type ConfirmProps = Omit<Extract<RefundFormState, { step: "confirm" }>, "step"> & { labels: RefundLabels };

function Confirm({ values, promise, question, goods, mail, labels }: ConfirmProps) {
  const { units, isRestocked, amount, shipping, reason, note } = values;
  return (
    <>
      {Object.entries({ amount, shipping, reason, note }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {Object.entries(units).map(([id, count]) => (
        <input key={id} type="hidden" name={`units:${id}`} value={count} />
      ))}
      {isRestocked ? <input type="hidden" name="restock" value="on" /> : null}
      <FocusedNotice tone="wait" title={question}>
        {[labels.consequence, ...goods].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
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
      {mail ? (
        <MailPreview title={labels.mail} mail={mail} />
      ) : (
        <p className="text-ink-soft">{labels.mail}</p>
      )}
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
