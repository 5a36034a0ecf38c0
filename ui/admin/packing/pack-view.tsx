"use client";

import { type ComponentProps, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { findScanned, isAllPacked, type PackLine } from "@/domain/fulfillment/packing";
import { useIsRunning } from "../../kit/form/sending/use-is-running";
import { Notice } from "../../kit/notice";
import { PackItem } from "./pack-item";
import { usePackedUnits } from "./use-packed-units";

export type PackLabels = {
  scan: string;
  scanHint: string;
  /** "#1 of #2 packed" */
  count: string;
  /** "Packed: #" */
  packed: string;
  /** "# is complete already" */
  full: string;
  /** "# is not in this order" */
  unknown: string;
  all: string;
} & ComponentProps<typeof PackItem>["labels"];

type PackViewProps = { lines: PackLine[]; labels: PackLabels; children: ReactNode };

type Answer = { isGood: boolean; text: string; times: number };

/** Tick or scan each thing; when all of them are in the parcel, `children` sends it. Without JavaScript it is a list. */
export function PackView({ lines, labels, children }: PackViewProps) {
  const isRunning = useIsRunning();
  const field = useRef<HTMLInputElement>(null);
  const [packed, setPacked] = usePackedUnits(lines);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const say = (isGood: boolean, text: string) =>
    setAnswer((last) => ({ isGood, text, times: (last?.times ?? 0) + 1 }));
  const read = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const typed = event.currentTarget.value.trim();
    event.currentTarget.value = "";
    if (typed === "") return;
    const scan = findScanned(lines, packed, typed);
    if (scan.kind === "unknown") return say(false, labels.unknown.replace("#", typed));
    if (scan.kind === "full") return say(false, labels.full.replace("#", scan.line.title));
    const { id, title } = scan.line;
    setPacked({ ...packed, [id]: (packed[id] ?? 0) + 1 });
    say(true, labels.packed.replace("#", title));
  };
  const total = lines.reduce((sum, { left }) => sum + left, 0);
  const done = lines.reduce((sum, { id, left }) => sum + Math.min(left, packed[id] ?? 0), 0);
  const isReady = isAllPacked(lines, packed);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {isRunning ? (
        <div className="grid gap-2">
          <label htmlFor="scan" className="text-base font-medium">
            {labels.scan}
          </label>
          <input
            ref={field}
            id="scan"
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            enterKeyHint="done"
            aria-describedby="scan-hint"
            onKeyDown={read}
            className="min-h-14 w-full rounded-control border border-line-strong bg-paper-raised px-4 text-lg hover:border-ink"
          />
          <p id="scan-hint" className="text-ink-soft">
            {labels.scanHint}
          </p>
          {answer ? (
            <Notice
              key={answer.times}
              tone={answer.isGood ? "good" : "signal"}
              role={answer.isGood ? "status" : "alert"}
              className="text-base! font-medium wrap-anywhere"
            >
              {answer.text}
            </Notice>
          ) : null}
        </div>
      ) : null}
      <ul className="grid gap-3 lg:grid-cols-2">
        {lines.map((line) => (
          <PackItem
            key={line.id}
            line={line}
            packed={packed[line.id] ?? 0}
            labels={labels}
            onTick={(isTicked) => setPacked({ ...packed, [line.id]: isTicked ? line.left : 0 })}
          />
        ))}
      </ul>
      {isRunning ? (
        <p role="status" className="figures text-lg font-medium">
          {isReady ? labels.all : labels.count.replace("#1", String(done)).replace("#2", String(total))}
        </p>
      ) : null}
      {isReady || !isRunning ? children : null}
    </div>
  );
}
