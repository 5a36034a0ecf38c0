"use client";

import { useEffect, useRef } from "react";
import { FocusedNotice } from "../../kit/focused-notice";
import { TextareaField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type ReturnValues = {
  requestId: string;
  note: string;
  /** As typed, by the line's id. */
  units: Record<string, string>;
};

export type ReturnFormState =
  | null
  | { step: "edit"; values: ReturnValues; problem?: string }
  /** `items`: what will be sent, such as "2 × Tumble mug, Clay". */
  | { step: "confirm"; values: ReturnValues; items: string[] }
  /** What was sent cannot be shown again. */
  | { step: "refused"; problem: string };

/** A line of which something can be returned. */
export type ReturnFormLine = { id: string; title: string; label: string; most: number };

export type ReturnLabels = {
  items: string;
  note: string;
  noteHint: string;
  review: string;
  checking: string;
  question: string;
  consequences: string[];
  sent: string;
  from: string;
  submit: string;
  sending: string;
  change: string;
};

type ReturnFormProps = {
  reference: string;
  /** Made with the page: a double click or a reload of the answer is the same request. */
  requestId: string;
  lines: ReturnFormLine[];
  /** Who asks: the order's number, name and address. */
  from: string[];
  maxNote: number;
  labels: ReturnLabels;
  action: (state: ReturnFormState, form: FormData) => Promise<ReturnFormState>;
};

/** Two steps, with and without JavaScript: choose the items, read what is sent and what comes of it, confirm. */
export function ReturnForm({ reference, requestId, lines, from, maxNote, labels, action }: ReturnFormProps) {
  const { state, sending } = useSending(action, null);
  const [only] = lines;
  const isOnly = lines.length === 1 && only?.most === 1;
  const values =
    state === null || state.step === "refused"
      ? { requestId, note: "", units: isOnly && only ? { [only.id]: "1" } : {} }
      : state.values;
  const problem = state?.step === "edit" || state?.step === "refused" ? state.problem : undefined;
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-6">
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="requestId" value={values.requestId} />
      {state?.step === "confirm" ? (
        <Confirm values={values} items={state.items} from={from} labels={labels} />
      ) : (
        <Edit key={JSON.stringify(values)} {...{ values, lines, maxNote, labels, problem }} />
      )}
    </ActionForm>
  );
}

type EditProps = {
  values: ReturnValues;
  lines: ReturnFormLine[];
  maxNote: number;
  labels: ReturnLabels;
  problem: string | undefined;
};

function Edit({ values, lines, maxNote, labels, problem }: EditProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);
  return (
    <>
      {problem ? (
        <Notice ref={alert} tabIndex={-1} tone="signal" role="alert">
          {problem}
        </Notice>
      ) : null}
      <fieldset>
        <legend className="mb-2 font-medium">{labels.items}</legend>
        <div className="grid border-t border-line">
          {lines.map((line) => (
            <Line key={line.id} line={line} typed={values.units[line.id]} />
          ))}
        </div>
      </fieldset>
      <TextareaField
        label={labels.note}
        hint={labels.noteHint}
        name="note"
        rows={3}
        maxLength={maxNote}
        defaultValue={values.note}
      />
      <PendingButton
        size="large"
        name="step"
        value="review"
        pendingLabel={labels.checking}
        className="justify-self-start max-sm:w-full"
      >
        {labels.review}
      </PendingButton>
    </>
  );
}

function Line({ line, typed }: { line: ReturnFormLine; typed: string | undefined }) {
  const name = `units:${line.id}`;
  if (line.most === 1)
    return (
      <label className="flex min-h-11 items-center gap-3 border-b border-line py-2">
        <input
          type="checkbox"
          name={name}
          value="1"
          defaultChecked={typed === "1"}
          className="size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0 wrap-anywhere">{line.title}</span>
      </label>
    );
  return (
    <TextField
      label={<span className="text-base font-normal">{line.label}</span>}
      name={name}
      type="number"
      inputMode="numeric"
      min={0}
      max={line.most}
      required
      className="figures grid-cols-[minmax(0,1fr)_6rem] items-center border-b border-line py-2"
      defaultValue={typed ?? "0"}
    />
  );
}

type ConfirmProps = { values: ReturnValues; items: string[]; from: string[]; labels: ReturnLabels };

function Confirm({ values, items, from, labels }: ConfirmProps) {
  return (
    <>
      {Object.entries(values.units).map(([id, typed]) => (
        <input key={id} type="hidden" name={`units:${id}`} value={typed} />
      ))}
      <input type="hidden" name="note" value={values.note} />
      <FocusedNotice tone="wait" title={labels.question}>
        <ul className="mt-2 grid gap-2">
          {labels.consequences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </FocusedNotice>
      <section aria-label={labels.sent} className="border border-line bg-paper-raised px-5 py-4">
        <p className="text-sm text-ink-soft">{labels.sent}</p>
        <ul className="mt-2 font-medium">
          {items.map((item) => (
            <li key={item} className="wrap-anywhere">
              {item}
            </li>
          ))}
        </ul>
        <p className="mt-4 text-sm text-ink-soft">{labels.from}</p>
        {from.map((line) => (
          <p key={line} className="wrap-anywhere">
            {line}
          </p>
        ))}
        {values.note ? (
          <>
            <p className="mt-4 text-sm text-ink-soft">{labels.note}</p>
            <p className="whitespace-pre-line wrap-anywhere">{values.note}</p>
          </>
        ) : null}
      </section>
      <div className="flex flex-wrap gap-3">
        <PendingButton
          size="large"
          name="step"
          value="confirm"
          pendingLabel={labels.sending}
          className="max-sm:w-full"
        >
          {labels.submit}
        </PendingButton>
        <PendingButton tone="plain" size="large" name="step" value="edit" className="max-sm:w-full">
          {labels.change}
        </PendingButton>
      </div>
    </>
  );
}
