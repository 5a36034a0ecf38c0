"use client";

import clsx from "clsx";
import { type DragEvent, useRef, useState } from "react";
import { TextField } from "../../../kit/form/field";
import type { FormState } from "../../../kit/form/form-state";
import { PendingButton } from "../../../kit/form/pending-button";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";
import { ChoiceFields } from "./choice-fields";
import type { ChoiceLabels } from "./choice-labels";

type UploadFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  maxBytes: number;
  labels: ChoiceLabels & {
    file: string;
    hint: string;
    drop: string;
    check: string;
    sending: string;
    tooLarge: string;
  };
};

/** A file is dropped or picked and sent to be checked; one that is too large is not sent at all. */
export function UploadForm({ action, maxBytes, labels }: UploadFormProps) {
  const { state, sending } = useSending(action, null);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const look = () => setIsTooLarge((input.current?.files?.[0]?.size ?? 0) > maxBytes);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!input.current || event.dataTransfer.files.length === 0) return;
    input.current.files = event.dataTransfer.files;
    look();
  };
  const error = isTooLarge ? labels.tooLarge : state?.kind === "refused" ? state.message : null;
  return (
    <ActionForm sending={sending} className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-5">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field in it takes files by keyboard */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={clsx(
          "grid grid-cols-[minmax(0,1fr)] gap-3 rounded-control border border-dashed p-5",
          isOver ? "border-accent bg-accent-wash" : "border-line-strong",
        )}
      >
        <p aria-hidden className="max-md:hidden">
          {labels.drop}
        </p>
        <TextField
          ref={input}
          label={labels.file}
          hint={labels.hint}
          error={error}
          name="file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          required
          size="small"
          onChange={look}
        />
      </div>
      <ChoiceFields initial={{ stockRule: "keep", allowsRemovals: false }} labels={labels} />
      <PendingButton pendingLabel={labels.sending} disabled={isTooLarge} className="justify-self-start">
        {labels.check}
      </PendingButton>
    </ActionForm>
  );
}
