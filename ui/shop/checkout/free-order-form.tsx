"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import type { ContactField, FreeOrderState } from "@/domain/checkout/checkout";
import { SelectField, TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import { useWork } from "./use-work";

type FreeOrderFormProps = {
  /** By name; null: nothing is sent, and no address is asked for. */
  countries: { code: string; name: string }[] | null;
  /** The shop's own country, chosen until the shopper chooses another. */
  home: string | null;
  labels: Record<ContactField | "placeOrder" | "placing" | "nothing", string>;
  action: (state: FreeOrderState, form: FormData) => Promise<FreeOrderState>;
};

export function FreeOrderForm({ countries, home, labels, action }: FreeOrderFormProps) {
  const { state, sending } = useSending(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state]);
  const { work, isWorking } = useWork(state?.challenge ?? null);
  useEffect(() => {
    if (work) form.current?.requestSubmit();
  }, [work]);
  const text = (name: ContactField, autoComplete: string, rest?: ComponentProps<"input">) => (
    <TextField
      key={`${name}:${state?.values[name] ?? ""}`}
      label={labels[name]}
      name={name}
      autoComplete={autoComplete}
      defaultValue={state?.values[name] ?? ""}
      error={state?.faults[name]}
      maxLength={254}
      {...rest}
      size="medium"
    />
  );
  return (
    <ActionForm ref={form} sending={sending} nothing={labels.nothing} className="grid max-w-xl gap-5">
      {state?.problem && !(state.challenge && isWorking) ? (
        <Notice tone="signal" role="alert" tabIndex={-1}>
          {state.problem}
        </Notice>
      ) : null}
      {state?.challenge ? <input type="hidden" name="work" value={work ?? `${state.challenge}:`} /> : null}
      {text("email", "email", { type: "email", required: true })}
      {countries ? (
        <>
          {text("name", "name", { required: true })}
          {text("line1", "address-line1", { required: true })}
          {text("line2", "address-line2")}
          <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
            {text("postalCode", "postal-code")}
            {text("city", "address-level2", { required: true })}
          </div>
          {text("region", "address-level1")}
          <SelectField
            key={`country:${state?.values.country ?? ""}`}
            label={labels.country}
            name="country"
            autoComplete="country"
            defaultValue={
              state?.values.country ?? (countries.find(({ code }) => code === home) ?? countries[0])?.code
            }
            error={state?.faults.country}
          >
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
        </>
      ) : null}
      <PendingButton size="large" className="justify-self-start" pendingLabel={labels.placing}>
        {labels.placeOrder}
      </PendingButton>
    </ActionForm>
  );
}
