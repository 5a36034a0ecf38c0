"use client";

import { ADDRESS_FIELDS, type AddressField, MAX_ADDRESS_FIELD } from "@/domain/fulfillment/corrected-address";
import { TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

type AddressFormProps = {
  orderId: string;
  values: Record<AddressField, string>;
  labels: Record<AddressField, string> & { open: string; hint: string; submit: string; saving: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

const COLUMNS: Partial<Record<AddressField, string>> = { postalCode: "col-span-1", city: "col-span-2" };

/** Another address for what is still to be sent. */
export function AddressForm({ orderId, values, labels, action }: AddressFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <details className="print:hidden">
      <summary className="link w-fit cursor-pointer text-sm">{labels.open}</summary>
      <ActionForm sending={sending} className="mt-2 grid gap-3">
        <p className="text-sm text-ink-soft">{labels.hint}</p>
        <input type="hidden" name="orderId" value={orderId} />
        <div className="grid grid-cols-3 gap-x-3 gap-y-2">
          {ADDRESS_FIELDS.map((field) => (
            <TextField
              key={field}
              name={field}
              label={labels[field]}
              defaultValue={values[field]}
              size="small"
              maxLength={MAX_ADDRESS_FIELD}
              required={field === "name" || field === "line1" || field === "city"}
              autoComplete="off"
              className={COLUMNS[field] ?? "col-span-3"}
            />
          ))}
        </div>
        <div>
          <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
            {labels.submit}
          </PendingButton>
        </div>
        <FormAnswer state={state} />
      </ActionForm>
    </details>
  );
}
