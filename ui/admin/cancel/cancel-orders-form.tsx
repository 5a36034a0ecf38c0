"use client";

import { FocusedNotice } from "../../kit/focused-notice";
import { LinkButton } from "../../kit/form/link-button";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

type Row = { id: string; number: number; about?: string; sentence: string };

export type CancelOrdersState =
  | null
  | { kind: "refused"; message: string }
  | { kind: "done"; isAll: boolean; summary: string; rows: Row[] };

type CancelOrdersFormProps = {
  /** What will be canceled. */
  good: Row[];
  /** What will not, each with its reason. */
  skipped: Row[];
  labels: {
    summary: string;
    consequence: string;
    skipped: string;
    none: string;
    submit: string;
    keep: string;
    pending: string;
  };
  action: (state: CancelOrdersState, form: FormData) => Promise<CancelOrdersState>;
};

/** Says what will be canceled and what is skipped, does it, and says of each order what came of it. */
export function CancelOrdersForm({ good, skipped, labels, action }: CancelOrdersFormProps) {
  const { state, isPending, sending } = useSending<CancelOrdersState>(action, null);
  if (state?.kind === "done")
    return (
      <div className="mt-4 grid max-w-3xl gap-4">
        <FocusedNotice tone={state.isAll ? "good" : "wait"} role="status">
          {state.summary}
        </FocusedNotice>
        <Rows rows={state.rows} />
      </div>
    );
  return (
    <ActionForm sending={sending} className="mt-4 grid max-w-3xl gap-4">
      <input type="hidden" name="ids" value={good.map(({ id }) => id).join(",")} />
      {state ? (
        <FocusedNotice tone="signal" role="alert">
          {state.message}
        </FocusedNotice>
      ) : null}
      {good.length > 0 ? (
        <>
          <Notice tone="wait" title={labels.summary}>
            {labels.consequence}
          </Notice>
          <Rows rows={good} />
        </>
      ) : (
        <Notice>{labels.none}</Notice>
      )}
      {skipped.length > 0 ? (
        <div>
          <h2 className="mb-1 font-heading text-base font-semibold">{labels.skipped}</h2>
          <Rows rows={skipped} />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {good.length > 0 ? (
          <PendingButton tone="danger" size="small">
            {labels.submit}
          </PendingButton>
        ) : null}
        <LinkButton href="/admin/orders" prefetch={false} tone="plain" size="small">
          {labels.keep}
        </LinkButton>
      </div>
      <p role="status" className="min-h-5 text-ink-soft">
        {isPending ? labels.pending : null}
      </p>
    </ActionForm>
  );
}

function Rows({ rows }: { rows: Row[] }) {
  return (
    <ul className="border-t border-line">
      {rows.map(({ id, number, about, sentence }) => (
        <li key={id} className="flex flex-wrap gap-x-4 gap-y-0.5 border-b border-line py-2">
          <a href={`/admin/orders/${id}`} className="link figures font-medium">
            {number}
          </a>
          {about ? <span className="min-w-0 flex-1 wrap-anywhere">{about}</span> : null}
          <span className="min-w-0 text-ink-soft wrap-anywhere">{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
