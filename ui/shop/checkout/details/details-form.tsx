"use client";

import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { CheckoutUi, DetailsState } from "@/domain/checkout/checkout";
import { MAX_DETAIL } from "@/domain/checkout/details";
import { Button } from "../../../kit/form/button";
import { EnhancedField } from "../../../kit/form/enhanced-field";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useIsRunning } from "../../../kit/form/sending/use-is-running";
import { useSending } from "../../../kit/form/sending/use-sending";
import { Notice } from "../../../kit/notice";
import { ShippingChoice, type ShippingChoiceOption } from "./shipping-choice";

type Label =
  | "postalCode"
  | "region"
  | "elsewhere"
  | "country"
  | "email"
  | "emailHint"
  | "noShipping"
  | "note"
  | "noteHint"
  | "nothing"
  | "order"
  | "pending"
  | "shipping";

type DetailsFormProps = {
  action: (state: DetailsState, form: FormData) => Promise<DetailsState>;
  checkoutUi: CheckoutUi;
  /** What the shopper sees and agrees to. */
  shown: string;
  email: string;
  country: string;
  countries: { code: string; name: string }[];
  /** What decides about the shipping there besides the country. Null: no postcode is needed. */
  postalCode: string | null;
  region: string;
  regions: string[];
  /** Null: nothing is sent. */
  shipping: { chosen: string | null; options: ShippingChoiceOption[] } | null;
  /** To the shop; null: it is not asked for. */
  note: string | null;
  /** The field for discount codes. */
  codes: ReactNode;
  labels: Record<Label | "summary" | "update" | "you", string> & { countryHint: string | null };
  /** Fields that the tax depends on; null: its tax is off. */
  business: ReactNode;
  summary: ReactNode;
  afterOrder: ReactNode;
};

/** React empties a form that was sent: what is typed while the total is computed would be lost. */
const keepTyped = (event: { preventDefault: () => void }) => event.preventDefault();

/** Each change of what the total depends on is sent at once; without JavaScript a button does it. */
export function DetailsForm({ labels, shipping, countries, ...props }: DetailsFormProps) {
  const { state, sending } = useSending(props.action, null);
  const form = useRef<HTMLFormElement>(null);
  const update = useRef<HTMLButtonElement>(null);
  const isRunning = useIsRunning();
  const [country, setCountry] = useState(props.country);
  const recompute = () => form.current?.requestSubmit(update.current);
  const recomputeChanged = ({ target }: FocusEvent) => {
    if (target instanceof HTMLInputElement && target.value !== target.defaultValue) recompute();
  };
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state]);
  return (
    <ActionForm
      ref={form}
      // The page says what is wrong, and a country can be chosen while the address is half typed.
      noValidate
      sending={{ ...sending, onReset: keepTyped }}
      nothing={labels.nothing}
      className="mt-8 grid gap-y-12 lg:grid-cols-12 lg:gap-x-6"
    >
      <section aria-label={labels.you} className="grid min-w-0 content-start gap-8 lg:col-span-6">
        {/* First in the form: the Enter key in a field recomputes, and orders nothing. */}
        <Button
          ref={update}
          type="submit"
          name="intent"
          value="update"
          tone="plain"
          {...(isRunning
            ? { tabIndex: -1, className: "sr-only" }
            : { className: "order-last justify-self-start" })}
        >
          {labels.update}
        </Button>
        <EnhancedField name="after" plain="" enhanced="stay" />
        <EnhancedField name="ui" plain="hosted_page" enhanced={props.checkoutUi} />
        <input type="hidden" name="shown" value={props.shown} />
        {state?.problem ? (
          <Notice tone="signal" role="alert" tabIndex={-1}>
            {state.problem}
          </Notice>
        ) : null}
        <TextField
          label={labels.email}
          hint={labels.emailHint}
          name="email"
          type="email"
          autoComplete="email"
          defaultValue={state?.values.email ?? props.email}
          error={state?.faults.email}
          maxLength={254}
          size="medium"
        />
        <SelectField
          label={labels.country}
          hint={labels.countryHint}
          name="country"
          autoComplete="country"
          value={country}
          onChange={({ currentTarget }) => {
            setCountry(currentTarget.value);
            recompute();
          }}
          error={state?.faults.country}
          size="medium"
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        {props.regions.length > 0 ? (
          <SelectField
            key={`region:${country}`}
            label={labels.region}
            name="region"
            defaultValue={props.region}
            onChange={recompute}
            size="medium"
          >
            <option value="">{labels.elsewhere}</option>
            {props.regions.map((region) => (
              <option key={region} value={region}>
                {region}
              </option>
            ))}
          </SelectField>
        ) : null}
        {props.postalCode === null ? null : (
          <TextField
            label={labels.postalCode}
            name="postalCode"
            autoComplete="postal-code"
            defaultValue={state?.values.postalCode ?? props.postalCode}
            onBlur={recomputeChanged}
            error={state?.faults.postalCode}
            maxLength={20}
            size="medium"
          />
        )}
        {props.business ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that one of its fields was left
          <div key={props.country} className="grid gap-8" onBlur={recomputeChanged}>
            {props.business}
          </div>
        ) : null}
        {shipping ? (
          <ShippingChoice
            {...shipping}
            labels={{ legend: labels.shipping, none: labels.noShipping }}
            error={state?.faults.shipping}
            choose={recompute}
          />
        ) : null}
        {props.note === null ? null : (
          <TextareaField
            label={labels.note}
            hint={labels.noteHint}
            name="note"
            rows={3}
            maxLength={MAX_DETAIL.note}
            defaultValue={state?.values.note ?? props.note}
            size="medium"
          />
        )}
        {props.codes}
      </section>
      <section aria-labelledby="summary" className="min-w-0 lg:col-span-5 lg:col-start-8">
        <h2 id="summary" className="font-heading text-lead font-semibold">
          {labels.summary}
        </h2>
        {props.summary}
        <PendingButton
          name="intent"
          value="order"
          size="large"
          className="mt-6 w-full"
          pendingLabel={labels.pending}
        >
          {labels.order}
        </PendingButton>
        {props.afterOrder}
      </section>
    </ActionForm>
  );
}
