"use client";

import type { FocusEvent, MouseEvent } from "react";
import { useFormStatus } from "react-dom";
import { EnhancedField } from "../../kit/form/enhanced-field";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { STEPPED, Stepper } from "../../kit/form/stepper";

type QuantityFormProps = {
  action: PlainAction;
  variantId: string;
  quantity: number;
  most: number;
  labels: Record<"field" | "group" | "less" | "more" | "update", string>;
};

/** Minus, plus and Enter send the form with or without JavaScript; with it a typed number goes by itself. */
export function QuantityForm({ action, variantId, quantity, most, labels }: QuantityFormProps) {
  return (
    <PlainForm action={action} className="contents">
      <input type="hidden" name="variantId" value={variantId} />
      <EnhancedField name="after" plain="cart" enhanced="stay" />
      {/* The first submit button is the one that Enter presses. */}
      <button type="submit" name="step" value="0" tabIndex={-1} aria-hidden className="sr-only">
        {labels.update}
      </button>
      <Controls quantity={quantity} most={most} labels={labels} />
      <noscript>
        <button type="submit" name="step" value="0" className="link min-h-11 text-sm">
          {labels.update}
        </button>
      </noscript>
    </PlainForm>
  );
}

function Controls({ quantity, most, labels }: Pick<QuantityFormProps, "quantity" | "most" | "labels">) {
  const { pending } = useFormStatus();
  function send({ currentTarget }: FocusEvent<HTMLInputElement>) {
    if (currentTarget.reportValidity()) currentTarget.form?.requestSubmit();
  }
  // Not `disabled`: a disabled button would lose the keyboard's place.
  const stop = (isStopped: boolean) =>
    isStopped ? { "aria-disabled": true, onClick: (event: MouseEvent) => event.preventDefault() } : {};
  return (
    <Stepper
      legend={labels.group}
      isBusy={pending}
      less={{ type: "submit", name: "step", value: "-1", label: labels.less, ...stop(pending) }}
      more={{
        type: "submit",
        name: "step",
        value: "1",
        label: labels.more,
        ...stop(pending || quantity >= most),
      }}
    >
      <input
        key={quantity}
        type="number"
        name="quantity"
        aria-label={labels.field}
        min={0}
        max={99}
        required
        inputMode="numeric"
        defaultValue={quantity}
        readOnly={pending}
        onBlur={(event) => event.currentTarget.value !== String(quantity) && send(event)}
        className={STEPPED}
      />
    </Stepper>
  );
}
