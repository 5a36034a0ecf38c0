"use client";

import { buttonClass } from "../../kit/form/button";
import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type ReceiveFormProps = {
  orderId: string;
  returnId: string;
  /** `title`: what it is, with its number. */
  lines: { id: string; title: string }[];
  maxCondition: number;
  labels: Record<"open" | "restock" | "condition" | "conditionHint" | "submit" | "saving", string>;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The items are here: which of them can be sold again, and in what condition they came. */
export function ReceiveForm({ orderId, returnId, lines, maxCondition, labels, action }: ReceiveFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <details open={state !== null} className="group w-full max-w-xl">
      <summary
        className={`${buttonClass("primary", "small")} cursor-pointer list-none group-open:mb-3 [&::-webkit-details-marker]:hidden`}
      >
        {labels.open}
      </summary>
      <ActionForm sending={sending} className="grid justify-items-start gap-3">
        <input type="hidden" name="orderId" value={orderId} />
        <input type="hidden" name="returnId" value={returnId} />
        {lines.map(({ id, title }) => (
          <fieldset key={id} className="grid w-full gap-2 border-s-3 border-line ps-3">
            <legend className="contents">
              <span className="font-medium wrap-anywhere">{title}</span>
            </legend>
            <label className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name={`restock:${id}`}
                value="on"
                defaultChecked
                className="size-4 shrink-0 accent-accent"
              />
              {labels.restock}
            </label>
            <TextField
              label={labels.condition}
              hint={labels.conditionHint}
              name={`condition:${id}`}
              size="small"
              maxLength={maxCondition}
              autoComplete="off"
            />
          </fieldset>
        ))}
        <PendingButton size="small" pendingLabel={labels.saving}>
          {labels.submit}
        </PendingButton>
        <FormAnswer state={state} />
      </ActionForm>
    </details>
  );
}
