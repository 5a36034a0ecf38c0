"use client";

import { MAX_VIEW_NAME } from "@/domain/saved-views";
import { FocusedNotice } from "../../kit/focused-notice";
import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

export type ViewFormState = null | { kind: "confirm" } | { kind: "refused"; message: string; name?: string };

type ViewFormProps = {
  /** The one that is shown; null: it is not kept yet. */
  view: { id: string; name: string } | null;
  /** The filter, as in the list's address. */
  fields: [string, string][];
  labels: {
    name: string;
    hint: string | null;
    save: string;
    rename: string;
    delete: string;
    question: string;
    consequence: string;
    keep: string;
  };
  action: (state: ViewFormState, form: FormData) => Promise<ViewFormState>;
};

export function ViewForm({ view, fields, labels, action }: ViewFormProps) {
  const { state, sending } = useSending<ViewFormState>(action, null);
  return (
    <ActionForm sending={sending} className="mt-2 grid max-w-md justify-items-start gap-2">
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {view ? <input type="hidden" name="viewId" value={view.id} /> : null}
      {view && state?.kind === "confirm" ? (
        <>
          <FocusedNotice tone="wait" title={labels.question}>
            {labels.consequence}
          </FocusedNotice>
          <div className="flex flex-wrap gap-2">
            <PendingButton tone="danger" size="small" name="step" value="delete">
              {labels.delete}
            </PendingButton>
            <PendingButton tone="plain" size="small" name="step" value="keep">
              {labels.keep}
            </PendingButton>
          </div>
        </>
      ) : (
        <>
          <TextField
            name="name"
            size="small"
            required
            maxLength={MAX_VIEW_NAME}
            autoComplete="off"
            label={labels.name}
            hint={labels.hint}
            error={state?.kind === "refused" ? state.message : null}
            defaultValue={(state?.kind === "refused" ? state.name : undefined) ?? view?.name}
            className="w-full"
          />
          <div className="flex flex-wrap gap-2">
            <PendingButton tone="plain" size="small" name="step" value={view ? "rename" : "save"}>
              {view ? labels.rename : labels.save}
            </PendingButton>
            {view ? (
              <PendingButton tone="plain" size="small" name="step" value="ask" formNoValidate>
                {labels.delete}
              </PendingButton>
            ) : null}
          </div>
        </>
      )}
    </ActionForm>
  );
}
