import clsx from "clsx";
import type { ReactNode } from "react";

const TONES = {
  plain: "bg-paper-sunk text-ink",
  accent: "bg-accent-wash text-accent-ink",
  signal: "bg-signal-wash text-signal",
};

/** A word or two that mark something: "Test mode", "Draft". */
export function Badge({
  tone = "plain",
  children,
  className,
}: {
  tone?: keyof typeof TONES;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={clsx(
        "inline-block rounded-sm px-1.5 py-0.5 text-xs font-medium md:whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
