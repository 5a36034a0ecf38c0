"use client";

import { FormAnswer } from "../../kit/form/form-answer";
import { PendingButton } from "../../kit/form/pending-button";
import { PressForm } from "../../kit/form/press-form";
import { ActionForm } from "../../kit/form/sending/action-form";
import { useSending } from "../../kit/form/sending/use-sending";

/** `former`: the version that the shop showed before; "" for none. */
export type PublishState = null | { kind: "done" | "refused"; message: string; former?: string };

type PublishBarProps = {
  fields: Record<string, string>;
  /** The newest version; null where it is what the shop shows. */
  version: number | null;
  publishedVersion: number | null;
  labels: Record<"publish" | "shown" | "byItself" | "byItselfHint" | "undo" | "pending", string>;
  action: (state: PublishState, form: FormData) => Promise<PublishState>;
};

/** Shows the draft in the shop, and takes that back. */
export function PublishBar({ fields, version, publishedVersion, labels, action }: PublishBarProps) {
  const { state, sending } = useSending<PublishState>(action, null);
  const former = state?.kind === "done" ? state.former : undefined;
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-3 gap-y-2">
      <ActionForm sending={sending} className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="former" value={publishedVersion ?? ""} />
        {version === null ? (
          <p className="text-ink-soft">{labels.shown}</p>
        ) : (
          <PendingButton name="version" value={String(version)} size="small" pendingLabel={labels.pending}>
            {labels.publish}
          </PendingButton>
        )}
        {publishedVersion === null ? null : (
          <PendingButton
            name="version"
            value=""
            tone="plain"
            size="small"
            title={labels.byItselfHint}
            pendingLabel={labels.pending}
          >
            {labels.byItself}
          </PendingButton>
        )}
        <FormAnswer state={state} />
      </ActionForm>
      {former === undefined ? null : (
        <PressForm
          key={former}
          fields={{ ...fields, version: former, former: String(publishedVersion ?? "") }}
          label={labels.undo}
          pending={labels.pending}
          action={action}
        />
      )}
    </div>
  );
}
