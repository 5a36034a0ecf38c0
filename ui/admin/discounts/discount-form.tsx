"use client";

import { DISCOUNT_KINDS, DISCOUNT_METHODS } from "@/domain/discounts/discount";
import { type DiscountField, MAX_NAME, type TypedDiscount } from "@/domain/discounts/read-discount";
import { SelectField, TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

export type DiscountFormState =
  | null
  | { kind: "done"; message: string }
  | { kind: "refused"; message: string; field?: DiscountField; typed?: TypedDiscount };

export type DiscountLabels = Record<DiscountField, string> &
  Record<`hint_${"code" | "value" | "countries" | "priority" | "usageLimit" | "to" | "name"}`, string> &
  Record<`method_${(typeof DISCOUNT_METHODS)[number]}`, string> &
  Record<`kind_${(typeof DISCOUNT_KINDS)[number]}`, string> &
  Record<"goods" | "someGoods" | "collections" | "conditions" | "limits" | "save" | "pending", string>;

type DiscountFormProps = {
  /** null: a new one. */
  id: string | null;
  base: number;
  discount: TypedDiscount;
  collections: { id: string; title: string }[];
  labels: DiscountLabels;
  action: (state: DiscountFormState, form: FormData) => Promise<DiscountFormState>;
};

/** What a discount is, for what, and who may have it. */
export function DiscountForm({ id, base, discount, collections, labels, action }: DiscountFormProps) {
  const { state, sending } = useSending<DiscountFormState>(action, null);
  const refused = state?.kind === "refused" ? state : null;
  const typed = refused?.typed ?? discount;
  const errorOf = (field: DiscountField) => (refused?.field === field ? refused.message : null);
  const line = (
    field: DiscountField,
    rest: { hint?: string; inputMode?: "numeric" | "decimal"; type?: string } = {},
  ) => (
    <TextField
      key={`${field} ${typed[field]}`}
      name={field}
      label={labels[field]}
      error={errorOf(field)}
      defaultValue={typed[field]}
      maxLength={200}
      autoComplete="off"
      {...rest}
    />
  );
  const box = (field: "isFirstOrder" | "combines") => (
    <label className="flex min-h-8 items-center gap-2">
      <input
        key={typed[field]}
        type="checkbox"
        name={field}
        defaultChecked={typed[field] === "on"}
        className="size-4"
      />
      {labels[field]}
    </label>
  );
  return (
    <ActionForm sending={sending} className="grid gap-4">
      {id === null ? null : <input type="hidden" name="id" value={id} />}
      <input type="hidden" name="base" value={base} />
      <TextField
        key={`name ${typed.name}`}
        name="name"
        label={labels.name}
        hint={labels.hint_name}
        error={errorOf("name")}
        required
        maxLength={MAX_NAME}
        defaultValue={typed.name}
        autoComplete="off"
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField key={typed.method} name="method" label={labels.method} defaultValue={typed.method}>
          {DISCOUNT_METHODS.map((method) => (
            <option key={method} value={method}>
              {labels[`method_${method}`]}
            </option>
          ))}
        </SelectField>
        {line("code", { hint: labels.hint_code })}
        <SelectField key={`kind ${typed.kind}`} name="kind" label={labels.kind} defaultValue={typed.kind}>
          {DISCOUNT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {labels[`kind_${kind}`]}
            </option>
          ))}
        </SelectField>
        {line("value", { hint: labels.hint_value, inputMode: "decimal" })}
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">{labels.goods}</legend>
        <SelectField
          key={`goods ${typed.ofAllGoods}`}
          name="ofAllGoods"
          label={labels.goods}
          isLabelHidden
          defaultValue={typed.ofAllGoods}
        >
          <option value="on">{labels.ofAllGoods}</option>
          <option value="off">{labels.someGoods}</option>
        </SelectField>
        {collections.length === 0 ? null : (
          <details open={typed.ofAllGoods === "off"}>
            <summary className="cursor-pointer text-sm">{labels.collections}</summary>
            <div className="mt-1.5 grid gap-x-4 sm:grid-cols-2">
              {collections.map((one) => (
                <label key={one.id} className="flex min-h-8 items-center gap-2">
                  <input
                    type="checkbox"
                    name={`collection-${one.id}`}
                    defaultChecked={typed.collectionIds.includes(one.id)}
                    className="size-4 shrink-0"
                  />
                  <span className="wrap-anywhere">{one.title}</span>
                </label>
              ))}
            </div>
          </details>
        )}
      </fieldset>
      <fieldset className="grid gap-4 border-t border-line pt-3 sm:grid-cols-2">
        <legend className="float-start mb-2 w-full text-sm font-medium sm:col-span-2">
          {labels.conditions}
        </legend>
        {line("minSum", { inputMode: "decimal" })}
        {line("minQuantity", { inputMode: "numeric" })}
        {line("from", { type: "date" })}
        {line("to", { type: "date", hint: labels.hint_to })}
        {line("countries", { hint: labels.hint_countries })}
        <div className="self-center">{box("isFirstOrder")}</div>
      </fieldset>
      <fieldset className="grid gap-4 border-t border-line pt-3 sm:grid-cols-2">
        <legend className="float-start mb-2 w-full text-sm font-medium sm:col-span-2">{labels.limits}</legend>
        {line("usageLimit", { inputMode: "numeric", hint: labels.hint_usageLimit })}
        {line("perMailLimit", { inputMode: "numeric" })}
        {line("priority", { inputMode: "numeric", hint: labels.hint_priority })}
        <div className="self-center">{box("combines")}</div>
      </fieldset>
      <PendingButton pendingLabel={labels.pending} className="justify-self-start">
        {labels.save}
      </PendingButton>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
