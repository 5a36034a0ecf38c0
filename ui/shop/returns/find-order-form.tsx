"use client";

import { FocusedNotice } from "../../kit/focused-notice";
import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type FindOrderState =
  | null
  | { step: "edit"; values: { number: string; email: string }; problem: string }
  | { step: "done"; sentence: string };

type FindOrderFormProps = {
  labels: Record<"number" | "numberHint" | "email" | "emailHint" | "submit" | "sending", string>;
  action: (state: FindOrderState, form: FormData) => Promise<FindOrderState>;
};

/** An order's number and address, for its link by mail. Every answer is the same. */
export function FindOrderForm({ labels, action }: FindOrderFormProps) {
  const { state, sending } = useSending(action, null);
  if (state?.step === "done")
    return (
      <FocusedNotice tone="good" role="status">
        {state.sentence}
      </FocusedNotice>
    );
  return (
    <ActionForm sending={sending} className="grid gap-5">
      {state?.problem ? (
        <Notice tone="signal" role="alert">
          {state.problem}
        </Notice>
      ) : null}
      <TextField
        label={labels.number}
        hint={labels.numberHint}
        name="number"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        required
        defaultValue={state?.values.number}
        className="figures"
      />
      <TextField
        label={labels.email}
        hint={labels.emailHint}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        defaultValue={state?.values.email}
      />
      <PendingButton size="large" pendingLabel={labels.sending} className="justify-self-start max-sm:w-full">
        {labels.submit}
      </PendingButton>
    </ActionForm>
  );
}
