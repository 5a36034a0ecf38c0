"use client";

import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type Typed = { name: string; link: string; form: string };

export type CarrierFormState =
  | null
  | { kind: "done"; message: string }
  | { kind: "refused"; message: string; typed?: Typed };

type CarrierFormProps = {
  /** null: a new one. */
  carrier: (Typed & { id: string }) | null;
  labels: {
    name: string;
    link: string;
    linkHint: string;
    form: string;
    formHint: string;
    submit: string;
    pending: string;
  };
  action: (state: CarrierFormState, form: FormData) => Promise<CarrierFormState>;
};

export function CarrierForm({ carrier, labels, action }: CarrierFormProps) {
  const { state, sending } = useSending<CarrierFormState>(action, null);
  const typed = (state?.kind === "refused" ? state.typed : undefined) ?? carrier;
  return (
    <ActionForm sending={sending} className="mt-2 grid max-w-xl gap-3">
      {carrier ? <input type="hidden" name="id" value={carrier.id} /> : null}
      <TextField
        key={`name ${typed?.name}`}
        name="name"
        size="small"
        required
        maxLength={40}
        autoComplete="off"
        label={labels.name}
        defaultValue={typed?.name}
      />
      <TextField
        key={`link ${typed?.link}`}
        name="link"
        size="small"
        required
        maxLength={300}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        label={labels.link}
        hint={labels.linkHint}
        defaultValue={typed?.link}
      />
      <TextField
        key={`form ${typed?.form}`}
        name="form"
        size="small"
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        label={labels.form}
        hint={labels.formHint}
        defaultValue={typed?.form}
      />
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending} className="justify-self-start">
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
