"use client";

import { SelectField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type RoleFormProps = {
  id: string;
  role: string;
  roles: { value: string; text: string }[];
  labels: { role: string; submit: string; pending: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function RoleForm({ id, role, roles, labels, action }: RoleFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="id" value={id} />
      <SelectField
        key={role}
        label={labels.role}
        isLabelHidden
        name="role"
        size="small"
        defaultValue={role}
        className="w-44"
      >
        {roles.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
