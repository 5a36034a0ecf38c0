"use client";

import type { ImportChoice } from "@/domain/catalog/imports/import";
import { FormAnswer } from "../../../kit/form/form-answer";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";
import { ChoiceFields } from "./choice-fields";
import type { ChoiceLabels } from "./choice-labels";

type ChoiceFormProps = {
  id: string;
  initial: ImportChoice;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  labels: ChoiceLabels & { again: string; sending: string };
};

/** Checks the same file with other choices. */
export function ChoiceForm({ id, initial, action, labels }: ChoiceFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <details className="border-y border-line py-3">
      <summary className="link w-fit cursor-pointer">{labels.again}</summary>
      <ActionForm sending={sending} className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-5">
        <input type="hidden" name="id" value={id} />
        <ChoiceFields initial={initial} labels={labels} />
        <PendingButton tone="plain" size="small" pendingLabel={labels.sending} className="justify-self-start">
          {labels.again}
        </PendingButton>
        <FormAnswer state={state} />
      </ActionForm>
    </details>
  );
}
