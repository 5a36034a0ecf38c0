"use client";

import { useEffect, useRef } from "react";
import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useKeepsCookies } from "../../kit/form/sending/use-keeps-cookies";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type SignInState = { problem: string; email: string } | null;

type SignInFormProps = {
  next: string;
  labels: { email: string; password: string; submit: string; signingIn: string; noCookies: string };
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
};

/** Works before and without JavaScript: an ordinary form. */
export function SignInForm({ next, labels, action }: SignInFormProps) {
  const { state, sending } = useSending(action, null);
  const keepsCookies = useKeepsCookies();
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state) password.current?.focus();
  }, [state]);
  return (
    <ActionForm sending={sending} className="mt-6 grid gap-4">
      {state ? (
        <Notice tone="signal" role="alert">
          {state.problem}
        </Notice>
      ) : null}
      {keepsCookies ? null : (
        <Notice tone="signal" role="alert">
          {labels.noCookies}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      <TextField
        label={labels.email}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={state?.email ?? ""}
        maxLength={254}
        required
      />
      <TextField
        label={labels.password}
        ref={password}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
        required
      />
      <PendingButton pendingLabel={labels.signingIn} className="mt-2">
        {labels.submit}
      </PendingButton>
    </ActionForm>
  );
}
