import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { FocusedNotice } from "../../../kit/focused-notice";
import { PendingButton } from "../../../kit/form/pending-button";
import { Notice } from "../../../kit/notice";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";
import type { EditsLabels, EditsState, ReviewRow } from "./edits-state";

type Review = Extract<EditsState, { step: "review" }>;
type Done = Extract<EditsState, { step: "done" }>;

/** What would change, before and after, and what it means for the shop; then the one button. */
export function EditsReview({ state, labels }: { state: Review; labels: EditsLabels }) {
  return (
    <>
      <input type="hidden" name="edits" value={state.edits} />
      <FocusedNotice tone={state.submit ? "plain" : "wait"} title={state.summary}>
        {state.submit ? state.consequence : null}
      </FocusedNotice>
      {state.problems.length > 0 ? <Problems problems={state.problems} /> : null}
      {state.submit ? (
        <div className="flex flex-wrap gap-2">
          <PendingButton size="small" name="step" value="save" pendingLabel={labels.saving}>
            {state.submit}
          </PendingButton>
        </div>
      ) : null}
      {state.rows.length > 0 ? (
        <DataTable
          label={state.summary}
          columns={columnsOf(labels)}
          rows={state.rows}
          rowKey={({ key }) => key}
        />
      ) : null}
    </>
  );
}

export function Problems({ problems }: { problems: string[] }) {
  return (
    <Notice tone="wait" role="alert">
      <ul className="wrap-anywhere">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** What was saved, with the way back, and what was not, with both values. */
export function EditsDone({ state, labels }: { state: Done; labels: EditsLabels }) {
  const { summary, failed, undo, again } = state;
  return (
    <>
      <input type="hidden" name="undo" value={undo ?? ""} />
      <input type="hidden" name="again" value={again ?? ""} />
      <FocusedNotice tone={undo ? "good" : "wait"} title={summary} role="status">
        {undo ? (
          <PendingButton
            tone="plain"
            size="small"
            name="step"
            value="undo"
            pendingLabel={labels.undoing}
            className="mt-2"
          >
            {labels.undo}
          </PendingButton>
        ) : null}
      </FocusedNotice>
      {failed.length > 0 ? (
        <ul className="max-w-3xl">
          {failed.map(({ key, title, sentences }) => (
            <li key={key} className="border-b border-line py-2 wrap-anywhere">
              <span className="font-medium">{title}</span>
              {sentences.map((sentence) => (
                <p key={sentence} className="text-sm">
                  {sentence}
                </p>
              ))}
            </li>
          ))}
        </ul>
      ) : null}
      {again ? (
        <div className="grid justify-items-start gap-1">
          <PendingButton tone="plain" size="small" name="step" value="again" pendingLabel={labels.saving}>
            {labels.again}
          </PendingButton>
          <p className="text-sm text-ink-soft">{labels.againHint}</p>
        </div>
      ) : null}
    </>
  );
}

const columnsOf = (labels: EditsLabels): Column<ReviewRow>[] => [
  {
    key: "title",
    header: labels.product,
    width: "wrap",
    card: { order: 1, side: "start" },
    cell: ({ title, note }) => (
      <span className="wrap-anywhere">
        {title}
        {note ? <span className="block text-xs text-ink-soft">{note}</span> : null}
      </span>
    ),
  },
  { key: "what", header: labels.what, card: { order: 2, side: "end" }, cell: ({ what }) => what },
  {
    key: "before",
    header: labels.before,
    align: "end",
    card: { order: 3, side: "start", isLabeled: true },
    className: "text-ink-soft",
    cell: ({ before }) => before,
  },
  {
    key: "after",
    header: labels.after,
    align: "end",
    card: { order: 4, side: "end" },
    className: "font-medium",
    cell: ({ after, move }) => (
      <span className="inline-flex items-center gap-1.5">
        {move === "down" ? (
          <ArrowDown aria-label={labels.down} className="size-3.5 text-signal" />
        ) : move === "up" ? (
          <ArrowUp aria-label={labels.up} className="size-3.5 text-accent-ink" />
        ) : (
          <ArrowRight aria-hidden className="size-3.5 text-ink-soft" />
        )}
        {after}
      </span>
    ),
  },
];
