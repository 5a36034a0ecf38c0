"use client";

import { useActionState, useLayoutEffect, useRef } from "react";
import { TextField } from "../kit/field";
import { Notice } from "../kit/notice";
import { PendingButton } from "../kit/pending-button";

export type SignInState = { problem: string; email: string } | null;

type SignInFormProps = {
  next: string;
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
};

/** Works before and without JavaScript: an ordinary form. */
export function SignInForm({ next, action }: SignInFormProps) {
  const [state, submit] = useActionState(action, null);
  const password = useRef<HTMLInputElement>(null);
  // Before it is painted: later it would take what is typed by then.
  useLayoutEffect(() => {
    if (!state || !password.current) return;
    password.current.value = "";
    password.current.focus();
  }, [state]);
  return (
    // React resets a form a moment after its answer is shown, and would take what is typed by then.
    <form action={submit} onReset={(event) => event.preventDefault()} className="mt-6 grid gap-4">
      {state ? (
        <Notice tone="signal" role="alert">
          {state.problem}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={state?.email ?? ""}
        maxLength={254}
        required
      />
      <TextField
        label="Password"
        ref={password}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
        required
      />
      <PendingButton pendingLabel="Signing in" className="mt-2">
        Sign in
      </PendingButton>
    </form>
  );
}
