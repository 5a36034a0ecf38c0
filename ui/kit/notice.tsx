import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

const TONES = {
  plain: "border-line-strong bg-paper-sunk",
  good: "border-dot-good bg-accent-wash",
  wait: "border-dot-wait bg-paper-sunk",
  signal: "border-signal bg-signal-wash",
};

type NoticeProps = Omit<ComponentProps<"div">, "title"> & { tone?: keyof typeof TONES; title?: ReactNode };

/** What happened and what to do, next to what it is about. Give it `role="alert"` or `"status"` when it appears later. */
export function Notice({ tone = "plain", title, children, className, ...rest }: NoticeProps) {
  return (
    <div className={clsx("border-s-3 px-4 py-3 text-sm", TONES[tone], className)} {...rest}>
      {title ? <p className="font-medium">{title}</p> : null}
      {children}
    </div>
  );
}
