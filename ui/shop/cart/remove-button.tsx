"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useFormStatus } from "react-dom";

type RemoveButtonProps = { pendingLabel: ReactNode; children: ReactNode };

export function RemoveButton({ pendingLabel, children }: RemoveButtonProps) {
  const { pending } = useFormStatus();
  const isLeaving = useRef(false);
  useEffect(() => {
    isLeaving.current = pending;
  }, [pending]);
  // The button goes with its line: the keyboard goes on from the page's content, not from its very top.
  useEffect(() => {
    return () => {
      if (isLeaving.current) document.getElementById("content")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <button
      type="submit"
      // Not `disabled`: where the form does not get through, the keyboard is still here.
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
      className="min-h-11 text-sm text-ink-soft underline underline-offset-4 hover:text-ink aria-disabled:no-underline"
    >
      {pending ? pendingLabel : children}
    </button>
  );
}
