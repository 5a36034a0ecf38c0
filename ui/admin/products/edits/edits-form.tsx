"use client";

import type { ReactNode } from "react";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";
import { EditsDone, EditsReview, Problems } from "./edits-review";
import type { EditsAction, EditsLabels, EditsState } from "./edits-state";

type EditsFormProps = {
  initial: EditsState;
  labels: EditsLabels;
  action: EditsAction;
  /** The fields to type in, and what their button is called; left out: the form begins with its review. */
  fields?: { body: ReactNode; submit: string };
};

/** Fields, their review, and what came of it: a form of three steps that is an ordinary form without JavaScript. */
export function EditsForm({ initial, labels, action, fields }: EditsFormProps) {
  const { state, sending } = useSending<EditsState>(action, initial);
  const isTyping = fields && (state === null || state.step === "edit");
  return (
    <ActionForm sending={sending} nothing={labels.nothing} className="mt-4 grid gap-4">
      {state?.step === "edit" ? <Problems problems={state.problems} /> : null}
      {state?.step === "review" ? <EditsReview state={state} labels={labels} /> : null}
      {state?.step === "done" ? <EditsDone state={state} labels={labels} /> : null}
      {fields ? <div hidden={!isTyping}>{fields.body}</div> : null}
      {isTyping ? (
        <PendingButton size="small" name="step" value="review" className="justify-self-start">
          {fields.submit}
        </PendingButton>
      ) : null}
      {fields && state?.step === "review" ? (
        <PendingButton tone="plain" size="small" name="step" value="back" className="justify-self-start">
          {labels.back}
        </PendingButton>
      ) : null}
    </ActionForm>
  );
}
