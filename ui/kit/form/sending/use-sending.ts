"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useActionState, useRef, useState } from "react";
import { useIsRunning } from "./use-is-running";

/**
 * Why a form did not get through. `offline`: it was not even sent. `unreachable`: nobody knows whether it arrived.
 * `fault`: the shop could not do it. `stale`: the page is of another version of the shop.
 */
export type FailureKind = "offline" | "unreachable" | "fault" | "stale";
/** `times` tells one failure from the next of the same kind. */
export type Failure = { kind: FailureKind; digest: string | null; times: number };

/** An action that answers nothing. React must be given the action itself: a function around it needs JavaScript. */
export type PlainAction = (former: unknown, form: FormData) => Promise<void>;

export type Sending = {
  submit: (form: FormData) => void;
  failure: Failure | null;
  /** React empties a form that was sent; one that did not get through keeps what was typed. */
  onReset: (event: { preventDefault: () => void }) => void;
};

/**
 * As React's `useActionState`, for every form of the shop and the admin: where an action does not get through, the page
 * and what was typed stay. Render `ActionForm` with `sending`. Without JavaScript it is an ordinary form.
 */
export function useSending<State>(
  action: (state: Awaited<State>, form: FormData) => State | Promise<State>,
  initial: Awaited<State>,
): { state: Awaited<State>; isPending: boolean; sending: Sending } {
  const isRunning = useIsRunning();
  const [failure, setFailure] = useState<Failure | null>(null);
  const isKept = useRef(false);
  async function send(former: Awaited<State>, form: FormData): Promise<State> {
    try {
      if (!navigator.onLine) throw new OfflineError();
      const answer = await action(former, form);
      isKept.current = false;
      setFailure(null);
      return answer;
    } catch (error) {
      // Where an answer leads elsewhere, Next.js says so by throwing.
      unstable_rethrow(error);
      isKept.current = true;
      setFailure((last) => ({ ...failureOf(error), times: (last?.times ?? 0) + 1 }));
      return former;
    }
  }
  const [state, submit, isPending] = useActionState<State, FormData>(isRunning ? send : action, initial);
  const onReset: Sending["onReset"] = (event) => {
    if (isKept.current) event.preventDefault();
  };
  return { state, isPending, sending: { submit, failure, onReset } };
}

class OfflineError extends Error {}

function failureOf(error: unknown): Omit<Failure, "times"> {
  if (error instanceof OfflineError) return { kind: "offline", digest: null };
  if (unstable_isUnrecognizedActionError(error)) return { kind: "stale", digest: null };
  if (error instanceof TypeError) return { kind: "unreachable", digest: null };
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return { kind: "fault", digest };
}
