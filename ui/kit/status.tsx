import clsx from "clsx";
import type { ReactNode } from "react";

export type StatusTone = "good" | "next" | "wait" | "bad" | "quiet";

const DOTS: Record<StatusTone, string> = {
  good: "bg-dot-good",
  // What is to be done: the loudest mark.
  next: "bg-accent ring-3 ring-accent-wash",
  wait: "bg-dot-wait",
  bad: "bg-dot-bad",
  // An empty circle: nothing has happened yet, told by the shape too.
  quiet: "border-2 border-dot-quiet",
};

/** A state in words with a small coloured dot: the words carry it, the dot only helps the eye. */
export function Status({
  tone,
  children,
  className,
}: {
  tone: StatusTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={clsx(
        "inline-flex items-baseline gap-2 md:whitespace-nowrap",
        tone === "next" && "font-medium",
        className,
      )}
    >
      <span aria-hidden className={clsx("size-2 shrink-0 -translate-y-px rounded-full", DOTS[tone])} />
      {children}
    </span>
  );
}
