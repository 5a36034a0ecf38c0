"use client";

import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { TrackingFields, type TrackingLabels } from "./tracking-fields";

type CorrectFormProps = {
  orderId: string;
  parcelId: string;
  values: { carrier: string; numbers: string };
  ownCarriers: readonly OwnCarrier[];
  labels: TrackingLabels & { open: string; submit: string; pending: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Another carrier, or other tracking numbers, for a parcel that was sent. */
export function CorrectForm({ orderId, parcelId, values, ownCarriers, labels, action }: CorrectFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <details>
      <summary className="link cursor-pointer text-sm">{labels.open}</summary>
      <ActionForm sending={sending} className="mt-2 grid max-w-md gap-3">
        <input type="hidden" name="orderId" value={orderId} />
        <input type="hidden" name="parcelId" value={parcelId} />
        <TrackingFields
          key={values.carrier + values.numbers}
          values={values}
          labels={labels}
          own={ownCarriers}
        />
        <PendingButton tone="plain" size="small" pendingLabel={labels.pending} className="justify-self-start">
          {labels.submit}
        </PendingButton>
        <FormAnswer state={state} />
      </ActionForm>
    </details>
  );
}
