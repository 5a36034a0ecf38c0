import type { ReactNode } from "react";

/** An admin page's heading, with what belongs next to it. */
export function AdminTitle({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h1 className="min-w-0 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">{children}</h1>
      {aside}
    </div>
  );
}
