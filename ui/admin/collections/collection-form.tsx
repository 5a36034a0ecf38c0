"use client";

import type { ReactNode } from "react";
import { SelectField, TextareaField, TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import { type ChangedField, ChangedFields } from "../pages/changed-fields";

export type TypedRow = { field: string; value: string; isNot: boolean };
export type TypedCollection = {
  title: string;
  description: string;
  /** "hand", or how many of the conditions must hold. */
  filling: "hand" | "all" | "any";
  rows: TypedRow[];
};

export type CollectionFormState =
  | null
  | { kind: "done" | "refused"; message: string; typed?: TypedCollection }
  /** Nothing was saved: what the rule matches now. */
  | { kind: "preview"; message: string; titles: string[]; typed: TypedCollection }
  | { kind: "conflict"; message: string; base: number; typed: TypedCollection; changes: ChangedField[] };

type CollectionFormProps = {
  id: string;
  base: number;
  collection: TypedCollection;
  limits: { title: number; text: number; rows: number };
  fields: { value: string; label: string }[];
  /** Where a picture is chosen. */
  pictures: ReactNode;
  labels: Record<
    | "title"
    | "text"
    | "filling"
    | "hand"
    | "all"
    | "any"
    | "rule"
    | "field"
    | "value"
    | "not"
    | "none"
    | "preview"
    | "save"
    | "overwrite"
    | "pending",
    string
  >;
  action: (state: CollectionFormState, form: FormData) => Promise<CollectionFormState>;
};

/** What a collection is called and says, and what belongs to it. */
export function CollectionForm(props: CollectionFormProps) {
  const { id, base, collection, limits, pictures, labels, action } = props;
  const { state, sending } = useSending<CollectionFormState>(action, null);
  const typed = state?.typed ?? collection;
  const isConflict = state?.kind === "conflict";
  return (
    <ActionForm sending={sending} className="grid gap-4">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="base" value={isConflict ? state.base : base} />
      <TextField
        key={`title ${typed.title}`}
        name="title"
        label={labels.title}
        required
        maxLength={limits.title}
        defaultValue={typed.title}
        autoComplete="off"
      />
      <TextareaField
        key={`text ${typed.description}`}
        name="description"
        label={labels.text}
        rows={3}
        maxLength={limits.text}
        defaultValue={typed.description}
      />
      {pictures}
      <SelectField
        key={`filling ${typed.filling}`}
        name="filling"
        label={labels.filling}
        defaultValue={typed.filling}
      >
        <option value="hand">{labels.hand}</option>
        <option value="all">{labels.all}</option>
        <option value="any">{labels.any}</option>
      </SelectField>
      <RuleRows key={JSON.stringify(typed.rows)} {...props} typed={typed} />
      {isConflict ? (
        <Notice tone="signal" role="alert" title={state.message}>
          <ChangedFields fields={state.changes} />
        </Notice>
      ) : null}
      {state?.kind === "preview" ? (
        <Notice role="status" title={state.message}>
          <p>{state.titles.join(" · ")}</p>
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <PendingButton name="step" value="save" pendingLabel={labels.pending}>
          {isConflict ? labels.overwrite : labels.save}
        </PendingButton>
        <PendingButton name="step" value="preview" tone="plain" pendingLabel={labels.pending}>
          {labels.preview}
        </PendingButton>
      </div>
      {state?.kind === "done" || state?.kind === "refused" ? <FormAnswer state={state as FormState} /> : null}
    </ActionForm>
  );
}

function RuleRows({ typed, limits, fields, labels }: CollectionFormProps & { typed: TypedCollection }) {
  const empty: TypedRow = { field: "", value: "", isNot: false };
  const shown = Math.min(limits.rows, typed.rows.length + 3);
  const rows = Array.from({ length: shown }, (_, index) => typed.rows[index] ?? empty);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{labels.rule}</legend>
      {rows.map(({ field, value, isNot }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the rule
          key={index}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2"
        >
          <SelectField
            name={`field${index}`}
            size="small"
            label={labels.field}
            isLabelHidden={index > 0}
            defaultValue={field}
          >
            <option value="">{labels.none}</option>
            {fields.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </SelectField>
          <TextField
            name={`value${index}`}
            size="small"
            maxLength={120}
            label={labels.value}
            isLabelHidden={index > 0}
            defaultValue={value}
            autoComplete="off"
          />
          <label className="flex min-h-8 items-center gap-1.5">
            <input type="checkbox" name={`not${index}`} defaultChecked={isNot} className="size-4" />
            {labels.not}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
