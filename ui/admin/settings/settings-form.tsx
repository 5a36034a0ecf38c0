"use client";

import type { ReactNode } from "react";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type SettingsFormProps = {
  /** The version that is shown: a save on top of another is refused. */
  seen: number;
  labels: { save: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** Fields, made on the server. */
  children: ReactNode;
};

/** What was typed stays where a save is refused; after one that is done the fields are made again. */
const keepTyped = (event: { preventDefault: () => void }) => event.preventDefault();

/** The fields of a page of settings; another version shows its own values. */
export function SettingsForm({ seen, labels, action, children }: SettingsFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={{ ...sending, onReset: keepTyped }} className="grid content-start gap-5">
      <input type="hidden" name="seen" value={seen} />
      <div key={seen} className="grid gap-5">
        {children}
      </div>
      <div className="grid justify-items-start gap-1">
        <PendingButton size="small" pendingLabel={labels.saving}>
          {labels.save}
        </PendingButton>
        <FormAnswer state={state} />
      </div>
    </ActionForm>
  );
}
