"use client";

import { X } from "lucide-react";
import { TextField } from "../../kit/form/field";
import { PendingButton } from "../../kit/form/pending-button";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

/** `undo`: the button that takes it back sends this. */
export type TagsState =
  | null
  | { kind: "done"; message: string; undo: { name: "add" | "remove"; tags: string } | null }
  | { kind: "refused"; message: string };

type TagsFormProps = {
  id: string;
  /** Each with the name of the button that removes it. */
  tags: { tag: string; remove: string }[];
  known: string[];
  labels: Record<"typed" | "hint" | "submit" | "saving" | "undo", string>;
  action: (state: TagsState, form: FormData) => Promise<TagsState>;
};

/** Tags are added as words between commas, and removed one by one; the last change can be taken back. */
export function TagsForm({ id, tags, known, labels, action }: TagsFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <div className="grid justify-items-start gap-3">
      <ActionForm sending={sending} className="grid w-full gap-2">
        <input type="hidden" name="id" value={id} />
        <div className="flex items-end gap-2">
          <TextField
            key={tags.map(({ tag }) => tag).join()}
            label={labels.typed}
            name="add"
            size="small"
            list={`tags-${id}`}
            aria-describedby={`tags-hint-${id}`}
            maxLength={500}
            autoComplete="off"
            required
            className="flex-1"
          />
          <PendingButton tone="plain" size="small" pendingLabel={labels.saving}>
            {labels.submit}
          </PendingButton>
        </div>
        <p id={`tags-hint-${id}`} className="text-sm text-ink-soft">
          {labels.hint}
        </p>
        <datalist id={`tags-${id}`}>
          {known.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </ActionForm>
      {tags.length > 0 ? (
        <ActionForm sending={sending} className="flex flex-wrap gap-1.5">
          <input type="hidden" name="id" value={id} />
          {tags.map(({ tag, remove }) => (
            <PendingButton
              key={tag}
              tone="plain"
              size="small"
              name="remove"
              value={tag}
              aria-label={remove}
              className="max-w-full"
            >
              <span className="truncate">{tag}</span> <X aria-hidden className="size-3.5 shrink-0" />
            </PendingButton>
          ))}
        </ActionForm>
      ) : null}
      <div role="status" className="flex flex-wrap items-center gap-2 empty:hidden">
        {state ? (
          <p className={state.kind === "refused" ? "text-signal" : "text-ink-soft"}>{state.message}</p>
        ) : null}
        {state?.kind === "done" && state.undo ? (
          <ActionForm sending={sending}>
            <input type="hidden" name="id" value={id} />
            <PendingButton tone="plain" size="small" name={state.undo.name} value={state.undo.tags}>
              {labels.undo}
            </PendingButton>
          </ActionForm>
        ) : null}
      </div>
    </div>
  );
}
