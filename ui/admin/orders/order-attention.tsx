"use client";

import type { ReactNode } from "react";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

type Action = (state: FormState, form: FormData) => Promise<FormState>;

type OrderAttentionProps = {
  orderId: string;
  conflict: string;
  title: string;
  sentence: string;
  labels: { allocate: string; allocating: string; dismiss: string; dismissing: string; refund: string };
  /** What happens automatically, and when. */
  outlook: ReactNode;
  /** The role may act. */
  canAct: boolean;
  allocateStock: Action;
  dismiss: Action;
};

/** Why the order needs review, and what an admin can do about it here. */
export function OrderAttention(props: OrderAttentionProps) {
  const { orderId, conflict, title, sentence, labels, outlook, canAct } = props;
  const isStock = conflict === "paid_without_stock";
  const { state, sending } = useSending(isStock ? props.allocateStock : props.dismiss, null);
  return (
    <Notice tone="signal" title={title} className="mb-5 break-inside-avoid">
      <p className="max-w-prose">{sentence}</p>
      {outlook ? <p className="mt-1 max-w-prose text-ink-soft">{outlook}</p> : null}
      {canAct ? (
        <ActionForm
          sending={sending}
          className="mt-3 print:hidden flex flex-wrap items-center gap-x-4 gap-y-2"
        >
          <input type="hidden" name="orderId" value={orderId} />
          <input type="hidden" name="conflict" value={conflict} />
          <PendingButton
            tone="plain"
            size="small"
            pendingLabel={isStock ? labels.allocating : labels.dismissing}
          >
            {isStock ? labels.allocate : labels.dismiss}
          </PendingButton>
          {isStock ? (
            <a href="#refund" className="link">
              {labels.refund}
            </a>
          ) : null}
        </ActionForm>
      ) : null}
      <p role="status" className={state?.kind === "refused" ? "mt-2 text-signal" : "mt-2 empty:mt-0"}>
        {state?.message}
      </p>
    </Notice>
  );
}
