import { useEffect, useState } from "react";
import { PendingButton } from "../../kit/form/pending-button";
import { Notice } from "../../kit/notice";
import type { BatchLabels, BatchState } from "./batch-state";

type Done = Extract<BatchState, { step: "done" }>;

/** What was sent, and the way back while there is one. */
export function BatchDone({ state, labels }: { state: Done; labels: BatchLabels }) {
  const { rows, kept, summary, leftMs } = state;
  const [isOver, setIsOver] = useState(leftMs <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), leftMs);
    return () => clearTimeout(timer);
  }, [leftMs]);
  const undoable = rows.filter(({ parcelId, isUndone }) => parcelId !== null && !isUndone);
  const mayUndo = !isOver && undoable.length > 0;
  return (
    <>
      <input type="hidden" name="kept" value={kept} />
      <Notice
        tone={undoable.length > 0 ? "good" : "plain"}
        role="status"
        className="flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <p>{summary}</p>
        {mayUndo && undoable.length > 1 ? (
          <PendingButton tone="plain" size="small" name="step" value="undo" pendingLabel={labels.undoing}>
            {labels.undoAll}
          </PendingButton>
        ) : null}
      </Notice>
      <ul className="max-w-3xl">
        {rows.map((row) => (
          <li
            key={row.orderId}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <a href={`/admin/orders/${row.orderId}`} className="link figures font-medium">
              {row.number}
            </a>
            <span className="min-w-0 flex-1 wrap-anywhere">{row.sentence}</span>
            {mayUndo && row.parcelId && !row.isUndone ? (
              <PendingButton tone="plain" size="small" name="step" value={`undo:${row.parcelId}`}>
                {labels.undo}
              </PendingButton>
            ) : null}
          </li>
        ))}
      </ul>
      <p>
        <a href="/admin/orders/tracking" className="link">
          {labels.another}
        </a>
      </p>
    </>
  );
}
