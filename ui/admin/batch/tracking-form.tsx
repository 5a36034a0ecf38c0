"use client";

import { useEffect, useRef } from "react";
import { TextareaField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import type { BatchLabels, BatchState, ListValues } from "./batch-state";
import { BatchDone } from "./tracking-done";
import { BatchLook } from "./tracking-look";

type TrackingFormProps = {
  initial: ListValues;
  labels: BatchLabels;
  action: (state: BatchState, form: FormData) => Promise<BatchState>;
};

/** Paste a list, look at what it will do, send it: one form, whose button says which step comes next. */
export function TrackingForm({ initial, labels, action }: TrackingFormProps) {
  const { state, sending } = useSending<BatchState>(action, null);
  const step = state?.step ?? "edit";
  const body = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  // The button that was pressed is gone: the keyboard goes on where the next step begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each step
  useEffect(() => {
    if (!isFirst.current) body.current?.focus();
    isFirst.current = false;
  }, [step]);
  return (
    <ActionForm sending={sending}>
      <div ref={body} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-4 outline-none">
        {state?.step === "look" ? <BatchLook state={state} labels={labels} /> : null}
        {state?.step === "done" ? <BatchDone state={state} labels={labels} /> : null}
        {state === null || state.step === "edit" ? (
          <List
            key={JSON.stringify(state?.values)}
            values={state?.values ?? initial}
            problem={state?.problem}
            labels={labels}
          />
        ) : null}
      </div>
    </ActionForm>
  );
}

type ListProps = { values: ListValues; problem: string | undefined; labels: BatchLabels };

function List({ values, problem, labels }: ListProps) {
  return (
    <div className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-4">
      {problem ? (
        <Notice tone="signal" role="alert">
          {problem}
        </Notice>
      ) : null}
      <TextareaField
        label={labels.list}
        hint={labels.listHint}
        name="text"
        rows={10}
        maxLength={50_000}
        autoComplete="off"
        spellCheck={false}
        size="small"
        className="tabular-nums"
        defaultValue={values.text}
      />
      <TextField
        label={labels.file}
        name="file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        size="small"
      />
      <Check name="mail" isOn={values.hasMail} label={labels.mail} />
      <Check name="mayLack" isOn={values.mayLack} label={labels.mayLack} />
      <PendingButton name="step" value="look" pendingLabel={labels.looking} className="justify-self-start">
        {labels.look}
      </PendingButton>
    </div>
  );
}

function Check({ name, isOn, label }: { name: string; isOn: boolean; label: string }) {
  return (
    <label className="flex items-start gap-2">
      <input
        type="checkbox"
        name={name}
        value="on"
        defaultChecked={isOn}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
