"use client";

import type { FocusEvent, MouseEvent } from "react";
import { useFormStatus } from "react-dom";
import { EnhancedField } from "../../kit/form/enhanced-field";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { MinusIcon, PlusIcon } from "../../kit/icons";

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

const STEP = "grid size-11 place-items-center hover:text-accent-ink aria-disabled:text-line-strong";

function Controls({ quantity, most, labels }: Pick<QuantityFormProps, "quantity" | "most" | "labels">) {
  const { pending } = useFormStatus();
  function send({ currentTarget }: FocusEvent<HTMLInputElement>) {
    if (currentTarget.reportValidity()) currentTarget.form?.requestSubmit();
  }
  // Not `disabled`: a disabled button would lose the keyboard's place.
  const stop = (isStopped: boolean) =>
    isStopped ? { "aria-disabled": true, onClick: (event: MouseEvent) => event.preventDefault() } : {};
  return (
    <fieldset
      className="flex items-center rounded-control border border-line-strong transition-opacity aria-busy:opacity-60"
      aria-busy={pending}
    >
      <legend className="sr-only">{labels.group}</legend>
      <button
        type="submit"
        name="step"
        value="-1"
        {...stop(pending)}
        aria-label={labels.less}
        className={STEP}
      >
        <MinusIcon />
      </button>
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
        className="figures w-10 bg-transparent text-center [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
      <button
        type="submit"
        name="step"
        value="1"
        {...stop(pending || quantity >= most)}
        aria-label={labels.more}
        className={STEP}
      >
        <PlusIcon />
      </button>
    </fieldset>
  );
}
