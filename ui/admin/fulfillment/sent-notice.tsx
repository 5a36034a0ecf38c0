"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Notice } from "../../kit/notice";

type SentNoticeProps = {
  fields: Record<string, string>;
  /** "Sent. The email goes out in 30 seconds." */
  sentence: string;
  labels: { undo: string; undoing: string };
  /** Until sending cannot be undone any more. */
  leftMs: number;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** What was just sent, and the way back. It goes by itself when it is too late. */
export function SentNotice({ fields, sentence, labels, leftMs, action }: SentNoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  const { refresh } = useRouter();
  useEffect(() => {
    // The button that was pressed is gone: the keyboard goes on here.
    if (document.activeElement === document.body) notice.current?.focus();
  }, []);
  useEffect(() => {
    const timer = setTimeout(refresh, leftMs);
    return () => clearTimeout(timer);
  }, [refresh, leftMs]);
  return (
    <Notice
      ref={notice}
      tabIndex={-1}
      tone="good"
      role="status"
      className="flex flex-wrap items-baseline gap-x-4 gap-y-2"
    >
      <p>{sentence}</p>
      <PressForm fields={fields} label={labels.undo} pending={labels.undoing} action={action} />
    </Notice>
  );
}
