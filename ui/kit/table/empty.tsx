import type { ReactNode } from "react";

/** Why a list is empty and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-y border-line px-4 py-14 text-center">
      <p className="font-heading text-lg font-semibold">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-md text-ink-soft">{children}</div> : null}
    </div>
  );
}
