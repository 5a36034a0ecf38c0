"use client";

import { SelectField, TextField } from "../../../kit/form/field";
import { FormAnswer } from "../../../kit/form/form-answer";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";

type Option = { value: string; name: string };

type RateFormProps = {
  regions: Option[];
  classes: Option[];
  today: string;
  labels: Record<
    "country" | "region" | "taxClass" | "rate" | "rateHint" | "since" | "sinceHint" | "submit" | "saving",
    string
  >;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** From a day on, a class of a country has another rate. */
export function RateForm({ regions, classes, today, labels, action }: RateFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid max-w-xl gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <TextField
          name="country"
          size="small"
          required
          maxLength={2}
          autoComplete="off"
          label={labels.country}
        />
        <Choice name="region" label={labels.region} options={regions} />
        <Choice name="taxClass" label={labels.taxClass} options={classes} />
        <TextField
          name="rate"
          size="small"
          inputMode="decimal"
          maxLength={8}
          autoComplete="off"
          label={labels.rate}
          hint={labels.rateHint}
        />
        <TextField
          type="date"
          name="since"
          size="small"
          required
          label={labels.since}
          hint={labels.sinceHint}
          defaultValue={today}
        />
      </div>
      <PendingButton size="small" pendingLabel={labels.saving} className="justify-self-start">
        {labels.submit}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}

function Choice({ name, label, options }: { name: string; label: string; options: Option[] }) {
  return (
    <SelectField name={name} size="small" label={label}>
      {options.map(({ value, name: shown }) => (
        <option key={value} value={value}>
          {shown}
        </option>
      ))}
    </SelectField>
  );
}
