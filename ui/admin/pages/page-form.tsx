"use client";

import { useState } from "react";
import type { PageText } from "@/domain/content/page";
import { TextareaField, TextField } from "../../kit/form/field";
import { FormAnswer } from "../../kit/form/form-answer";
import type { FormState } from "../../kit/form/form-state";
import { PendingButton } from "../../kit/form/pending-button";
import { PressForm } from "../../kit/form/press-form";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useLeaveWarning } from "../../kit/form/sending/use-leave-warning";
import { useSending } from "../../kit/form/sending/use-sending";
import { Notice } from "../../kit/notice";
import { type ChangedField, ChangedFields } from "./changed-fields";

export type PageFormState =
  | null
  | { kind: "refused"; message: string; typed?: PageText }
  | {
      kind: "done";
      message: string;
      /** The version that the form now has before it. */
      base: number;
      typed: PageText;
      /** It is kept, and not shown: these places were not filled in. */
      places?: string[];
      /** What the shop showed before it was published; "" for nothing. */
      former?: string;
    }
  /** Another person saved in the meantime: saving again writes over it. */
  | { kind: "conflict"; message: string; base: number; typed: PageText; changes: ChangedField[] };

type PageFormProps = {
  id: string;
  base: number;
  text: PageText;
  limits: { title: number; body: number; searchText: number };
  labels: Record<
    | "title"
    | "body"
    | "bodyHint"
    | "searchTitle"
    | "searchTitleHint"
    | "searchText"
    | "searchTextHint"
    | "save"
    | "publish"
    | "publishUnfilled"
    | "overwrite"
    | "pending"
    | "undo"
    | "leave",
    string
  >;
  action: (state: PageFormState, form: FormData) => Promise<PageFormState>;
  undo: (state: FormState, form: FormData) => Promise<FormState>;
};

/** What is written on a page. Saving keeps a draft; publishing shows it in the shop. */
export function PageForm({ id, base, text, limits, labels, action, undo }: PageFormProps) {
  const { state, sending } = useSending<PageFormState>(action, null);
  const typed = state?.typed ?? text;
  // What was sent and not refused is kept.
  const [editedIn, setEditedIn] = useState<PageFormState | undefined>();
  const isKept = state === null || state.kind === "done";
  useLeaveWarning(editedIn === state || !isKept, labels.leave);
  const isConflict = state?.kind === "conflict";
  const places = state?.kind === "done" ? (state.places ?? []) : [];
  const former = state?.kind === "done" ? state.former : undefined;
  const known = state && "base" in state ? Math.max(state.base, isConflict ? 0 : base) : base;
  return (
    <div className="grid gap-3">
      <ActionForm sending={sending} className="grid gap-4" onInput={() => setEditedIn(state)}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="base" value={known} />
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
          key={`body ${typed.body}`}
          name="body"
          label={labels.body}
          hint={labels.bodyHint}
          rows={22}
          maxLength={limits.body}
          defaultValue={typed.body}
          className="[&_textarea]:font-mono [&_textarea]:leading-relaxed"
        />
        <div className="grid gap-4 md:grid-cols-2">
          <TextField
            key={`search title ${typed.searchTitle}`}
            name="searchTitle"
            size="small"
            label={labels.searchTitle}
            hint={labels.searchTitleHint}
            maxLength={limits.title}
            defaultValue={typed.searchTitle}
            autoComplete="off"
          />
          <TextField
            key={`search text ${typed.searchText}`}
            name="searchText"
            size="small"
            label={labels.searchText}
            hint={labels.searchTextHint}
            maxLength={limits.searchText}
            defaultValue={typed.searchText}
            autoComplete="off"
          />
        </div>
        {isConflict ? (
          <Notice tone="signal" role="alert" title={state.message}>
            <ChangedFields fields={state.changes} />
          </Notice>
        ) : null}
        {places.length > 0 ? (
          <Notice tone="wait" role="alert" title={state?.message}>
            <ul className="mt-1 list-disc ps-5">
              {places.map((place) => (
                <li key={place}>{place}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <PendingButton name="step" value="save" tone="plain" pendingLabel={labels.pending}>
            {isConflict ? labels.overwrite : labels.save}
          </PendingButton>
          <PendingButton name="step" value="publish" pendingLabel={labels.pending}>
            {labels.publish}
          </PendingButton>
          {places.length > 0 ? (
            <PendingButton name="step" value="unfilled" tone="plain" pendingLabel={labels.pending}>
              {labels.publishUnfilled}
            </PendingButton>
          ) : null}
        </div>
        {isConflict || places.length > 0 ? null : <FormAnswer state={state as FormState} />}
      </ActionForm>
      {former === undefined ? null : (
        <PressForm
          key={`${former} ${known}`}
          fields={{ id, version: former }}
          label={labels.undo}
          pending={labels.pending}
          action={undo}
        />
      )}
    </div>
  );
}
