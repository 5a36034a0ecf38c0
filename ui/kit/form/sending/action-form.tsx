"use client";

import type { ComponentProps } from "react";
import { Notice } from "../../notice";
import { type Failure, type FailureKind, type PlainAction, type Sending, useSending } from "./use-sending";

type FormProps = Omit<ComponentProps<"form">, "action" | "onReset"> & {
  /** What did not happen, where nothing was sent: "Nothing was added." */
  nothing?: string | undefined;
};

/** A form whose answer the page shows: it takes what `useSending` gives, and says where it did not get through. */
export function ActionForm({ sending, nothing, children, ...rest }: FormProps & { sending: Sending }) {
  return (
    <form action={sending.submit} onReset={sending.onReset} {...rest}>
      {children}
      {sending.failure ? <FailureNotice failure={sending.failure} nothing={nothing} /> : null}
    </form>
  );
}

type PlainFormProps = FormProps & { action: PlainAction };

/** A form whose action leads elsewhere or changes the page. */
export function PlainForm({ action, ...rest }: PlainFormProps) {
  const { sending } = useSending<void>(action, undefined);
  return <ActionForm sending={sending} {...rest} />;
}

const KINDS: FailureKind[] = ["offline", "unreachable", "fault", "stale"];

/** The document has the texts (app/html-document.tsx), so that no form needs to be given them. */
function FailureNotice({ failure, nothing }: { failure: Failure; nothing: string | undefined }) {
  const { kind, digest, times } = failure;
  const texts = document.body.dataset.formTexts?.split("|") ?? [];
  const text = texts[KINDS.indexOf(kind)] ?? "";
  const parts = [
    text.replace("#", nothing ?? texts[KINDS.length] ?? ""),
    digest && texts.at(-1)?.replace("#", digest),
  ];
  return (
    <Notice
      key={times}
      tone="signal"
      role="alert"
      className="col-span-full basis-full justify-self-stretch text-start text-ink"
    >
      <p>{parts.filter(Boolean).join(" ")}</p>
    </Notice>
  );
}
