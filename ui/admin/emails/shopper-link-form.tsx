"use client";

import { CopyButton } from "../../kit/copy-button";
import { FormAnswer } from "../../kit/form/form-answer";
import type { Refusal } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";

export type LinkState = { link: string | null } | Refusal | null;

type ShopperLinkFormProps = {
  orderId: string;
  labels: {
    submit: string;
    pending: string;
    /** What the link lets its holder do. */
    warning: string;
    copy: { copy: string; copied: string; name: string };
  };
  action: (state: LinkState, form: FormData) => Promise<LinkState>;
};

/** Shows the link of the shopper's page when it is asked for, to be copied. */
export function ShopperLinkForm({ orderId, labels, action }: ShopperLinkFormProps) {
  const { state, sending } = useSending(action, null);
  const link = state && "link" in state ? state.link : null;
  return (
    <ActionForm sending={sending} className="grid w-full justify-items-start gap-2">
      <input type="hidden" name="orderId" value={orderId} />
      {link ? (
        <Notice role="status" className="grid w-full justify-items-start gap-2">
          <p className="font-mono text-xs wrap-anywhere select-all">{link}</p>
          <CopyButton text={link} labels={labels.copy} />
        </Notice>
      ) : (
        <PendingButton tone="plain" size="small" pendingLabel={labels.pending}>
          {labels.submit}
        </PendingButton>
      )}
      <p className="text-sm text-ink-soft">{labels.warning}</p>
      {state && "kind" in state ? <FormAnswer state={state} /> : null}
    </ActionForm>
  );
}
