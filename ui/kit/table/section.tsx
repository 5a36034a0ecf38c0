import clsx from "clsx";
import type { ReactNode } from "react";

type SectionProps = {
  title: string;
  id?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A part of an admin page, under a quiet heading. */
export function Section({ title, id, aside, children, className }: SectionProps) {
  return (
    <div id={id} className={clsx("border-t border-line-strong pt-3", className)}>
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="min-w-0 font-heading text-base font-semibold wrap-anywhere">{title}</h2>
        {aside}
      </div>
      {children}
    </div>
  );
}

/** Facts, one to a line. What is null is left out. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="min-w-0 break-words text-ink-soft">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
