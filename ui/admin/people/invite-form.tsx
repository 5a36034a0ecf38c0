"use client";

import { SelectField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { InviteAnswer, type InviteState } from "./invite-answer";

type InviteFormProps = {
  labels: Record<"email" | "name" | "role" | "submit" | "pending", string>;
  roles: { value: string; text: string }[];
  action: (state: InviteState, form: FormData) => Promise<InviteState>;
};

export function InviteForm({ labels, roles, action }: InviteFormProps) {
  const { state, sending } = useSending(action, null);
  const values = state?.values ?? { email: "", name: "", role: "fulfillment" };
  return (
    <ActionForm sending={sending} className="grid max-w-3xl gap-3">
      <div key={JSON.stringify(values)} className="grid gap-3 sm:grid-cols-3">
        <TextField
          label={labels.name}
          name="name"
          size="small"
          autoComplete="off"
          defaultValue={values.name}
          maxLength={100}
          required
        />
        <TextField
          label={labels.email}
          name="email"
          type="email"
          size="small"
          autoComplete="off"
          defaultValue={values.email}
          maxLength={254}
          required
        />
        <SelectField label={labels.role} name="role" size="small" defaultValue={values.role}>
          {roles.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
      </div>
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending} className="justify-self-start">
        {labels.submit}
      </PendingButton>
      <InviteAnswer state={state} />
    </ActionForm>
  );
}
