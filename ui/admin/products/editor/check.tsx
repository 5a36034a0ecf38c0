import type { ReactNode } from "react";

type CheckProps = { name: string; label: ReactNode; isChecked?: boolean; of?: string };

/** A box to tick, as high as a thumb. `of` says for screen readers what it belongs to. */
export function Check({ name, label, isChecked = false, of }: CheckProps) {
  return (
    <label className="flex min-h-11 items-center gap-2.5 md:min-h-8">
      <input
        type="checkbox"
        name={name}
        defaultChecked={isChecked}
        className="size-5 shrink-0 accent-accent"
      />
      <span className="min-w-0 text-sm wrap-anywhere">
        {label}
        {of ? <span className="sr-only"> {of}</span> : null}
      </span>
    </label>
  );
}
