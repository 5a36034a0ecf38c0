"use client";

import { ENTRY_KINDS, type EntryKind, MAX_NOTE } from "@/domain/stock/movements";
import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

export type EntryFormState = FormState | { kind: "refused"; message: string; typed: string };

type StockEntryFormProps = {
  variantId: string;
  requestId: string;
  /** Where the person goes on afterwards. */
  back: "quick" | "variant";
  chosen: EntryKind;
  labels: Record<EntryKind, { name: string; hint: string }> &
    Record<"units" | "unitsHint" | "what" | "note" | "submit" | "pending", string>;
  action: (state: EntryFormState, form: FormData) => Promise<EntryFormState>;
};

/** A number, and what it is. Its place takes the keyboard: a scanner has just brought the person here. */
export function StockEntryForm(props: StockEntryFormProps) {
  const { variantId, requestId, back, chosen, labels, action } = props;
  const { state, sending } = useSending<EntryFormState>(action, null);
  const typed = state !== null && "typed" in state ? state.typed : "";
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-4">
      <input type="hidden" name="variantId" value={variantId} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="back" value={back} />
      <TextField
        key={typed}
        label={labels.units}
        hint={labels.unitsHint}
        error={state?.kind === "refused" ? state.message : null}
        name="units"
        // A phone's numbers have no sign: what the number is says the choice below.
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={20}
        defaultValue={typed}
        autoFocus
        className="max-w-40"
      />
      <fieldset className="grid gap-2 sm:grid-cols-2">
        <legend className="mb-1.5 text-sm font-medium">{labels.what}</legend>
        {ENTRY_KINDS.map((kind) => (
          <label
            key={kind}
            className="flex min-h-11 items-start gap-2.5 rounded-control border border-line-strong px-3 py-2 has-checked:border-accent-ink has-checked:bg-accent-wash"
          >
            <input type="radio" name="what" value={kind} defaultChecked={kind === chosen} className="mt-1" />
            <span>
              <span className="block font-medium">{labels[kind].name}</span>
              <span className="block text-xs text-ink-soft">{labels[kind].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField label={labels.note} name="note" size="small" maxLength={MAX_NOTE} autoComplete="off" />
      <div className="grid justify-items-start gap-1">
        <PendingButton pendingLabel={labels.pending}>{labels.submit}</PendingButton>
        {state?.kind === "done" ? <FormAnswer state={state} /> : null}
      </div>
    </ActionForm>
  );
}
