import { PendingButton } from "../../../kit/form/pending-button";
import { Notice } from "../../../kit/notice";
import type { EditorLabels } from "./editor-labels";
import type { EditorState } from "./editor-state";

/** What a save would change, why it cannot be saved, or what others saved meanwhile, with what can be done. */
export function EditorAnswer({ state, labels }: { state: EditorState; labels: EditorLabels }) {
  if (!state) return null;
  if (state.kind === "refused")
    return (
      <Notice tone="signal" role="alert" title={state.message}>
        <Lines lines={state.reasons} />
      </Notice>
    );
  if (state.kind === "conflict")
    return (
      <Notice tone="wait" role="alert" title={labels.conflictTitle}>
        {state.others.map(({ title, changes }) => (
          <div key={title} className="mt-1">
            <p>{title}</p>
            <Lines lines={changes} />
          </div>
        ))}
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <Choice name="merge" label={labels.merge} hint={labels.mergeHint} labels={labels} />
          <Choice name="overwrite" label={labels.overwrite} hint={labels.overwriteHint} labels={labels} />
        </div>
      </Notice>
    );
  const { changes, warnings } = state;
  return (
    <Notice
      tone={warnings.length > 0 ? "wait" : "plain"}
      role="status"
      title={changes.length > 0 ? labels.reviewTitle : labels.noChange}
    >
      <div className="max-h-[40dvh] overflow-y-auto">
        <Lines lines={changes} />
        {warnings.length > 0 ? <Lines lines={warnings} className="mt-2 font-medium" /> : null}
      </div>
      {changes.length > 0 ? (
        <PendingButton name="step" value="save" pendingLabel={labels.saving} className="mt-3">
          {labels.save}
        </PendingButton>
      ) : null}
    </Notice>
  );
}

function Choice({
  name,
  label,
  hint,
  labels,
}: {
  name: string;
  label: string;
  hint: string;
  labels: EditorLabels;
}) {
  return (
    <div className="grid content-start justify-items-start gap-1">
      <PendingButton name="step" value={name} tone="plain" size="small" pendingLabel={labels.reviewing}>
        {label}
      </PendingButton>
      <p>{hint}</p>
    </div>
  );
}

function Lines({ lines, className = "" }: { lines: string[]; className?: string }) {
  return (
    <ul className={`list-disc ps-5 wrap-anywhere ${className}`}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
