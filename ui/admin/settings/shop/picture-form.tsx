"use client";

import { Button } from "../../../kit/form/button";
import { TextField } from "../../../kit/form/field";
import { FormAnswer } from "../../../kit/form/form-answer";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";

type PictureFormProps = {
  which: string;
  seen: number;
  picture: { path: string; width: number; height: number } | null;
  /** It is shown on dark paper. */
  isDark?: boolean;
  labels: { name: string; hint: string; upload: string; uploading: string; remove: string };
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** A picture of the shop with a way to another one. */
export function PictureForm({ which, seen, picture, isDark = false, labels, action }: PictureFormProps) {
  const { state, sending } = useSending(action, null);
  return (
    <ActionForm sending={sending} className="grid content-start justify-items-start gap-2">
      <input type="hidden" name="which" value={which} />
      <input type="hidden" name="seen" value={seen} />
      {picture ? (
        <picture>
          <img
            src={picture.path}
            alt={labels.name}
            width={picture.width}
            height={picture.height}
            className={`h-14 w-auto max-w-full rounded-control border border-line object-contain p-2 ${isDark ? "bg-[#1c1a16]" : "bg-[#f7f3ec]"}`}
          />
        </picture>
      ) : null}
      <TextField
        type="file"
        name="file"
        size="small"
        accept="image/png,image/jpeg,image/webp,image/avif,image/gif"
        label={labels.name}
        hint={labels.hint}
        className="w-full max-w-md"
      />
      <div className="flex flex-wrap gap-2">
        <PendingButton tone="plain" size="small" pendingLabel={labels.uploading} name="step" value="upload">
          {labels.upload}
        </PendingButton>
        {picture ? (
          <Button type="submit" tone="plain" size="small" name="step" value="remove">
            {labels.remove}
          </Button>
        ) : null}
      </div>
      <FormAnswer state={state} />
    </ActionForm>
  );
}
