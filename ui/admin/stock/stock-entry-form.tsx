"use client";

import { ENTRY_KINDS, type EntryKind, MAX_NOTE } from "@/domain/stock/movements";
import { describedBy, Field, TextField } from "../../kit/form/field";
import type { FormState } from "../../kit/form/form-state";
import { Input } from "../../kit/form/input";
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
  const texts = { hint: labels.unitsHint, error: state?.kind === "refused" ? state.message : null };
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-4">
      <input type="hidden" name="variantId" value={variantId} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="back" value={back} />
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="mb-1.5 text-sm font-medium">{labels.what}</legend>
        {ENTRY_KINDS.map((kind) => (
          <label
            key={kind}
            className="flex min-h-11 items-start gap-2.5 rounded-control border border-line-strong px-3 py-2 has-checked:border-accent-ink has-checked:bg-accent-wash"
          >
            <input type="radio" name="what" value={kind} defaultChecked={kind === chosen} className="mt-1" />
            <span className="min-w-0">
              <span className="block font-medium">{labels[kind].name}</span>
              <span className="block text-xs text-ink-soft">{labels[kind].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field id="stock-units" label={labels.units} {...texts}>
        <span className="flex gap-2">
          <Input
            key={typed}
            id="stock-units"
            name="units"
            aria-describedby={describedBy("stock-units", texts)}
            aria-invalid={texts.error ? true : undefined}
            // A phone's numbers have no sign: what the number is says the choice above.
            inputMode="numeric"
            autoComplete="off"
            required
            maxLength={20}
            defaultValue={typed}
            autoFocus
            className="max-w-40"
          />
          <PendingButton pendingLabel={labels.pending}>{labels.submit}</PendingButton>
        </span>
      </Field>
      <TextField label={labels.note} name="note" size="small" maxLength={MAX_NOTE} autoComplete="off" />
    </ActionForm>
  );
}
