"use client";

import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type WelcomeState = { problem: string; email: string } | null;

type WelcomeFormProps = {
  token: string;
  /** Null: the form asks for it. */
  email: string | null;
  labels: { email: string; password: string; hint: string; submit: string; saving: string };
  action: (state: WelcomeState, form: FormData) => Promise<WelcomeState>;
};

export function WelcomeForm({ token, email, labels, action }: WelcomeFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="mt-6 grid gap-4">
      {state ? (
        <Notice tone="signal" role="alert">
          {state.problem}
        </Notice>
      ) : null}
      <input type="hidden" name="token" value={token} />
      {email === null ? (
        <TextField
          label={labels.email}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={state?.email ?? ""}
          maxLength={254}
          required
        />
      ) : (
        // For password managers: whose password it is.
        <input type="hidden" name="email" autoComplete="username" value={email} />
      )}
      <TextField
        label={labels.password}
        hint={labels.hint}
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={128}
        required
      />
      <PendingButton pendingLabel={labels.saving} className="mt-2">
        {labels.submit}
      </PendingButton>
    </ActionForm>
  );
}
