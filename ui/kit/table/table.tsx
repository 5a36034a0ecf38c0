import clsx from "clsx";
import type { ComponentProps } from "react";

type TableProps = ComponentProps<"table"> & {
  /** Rows for hours of work: smaller and closer. */
  isDense?: boolean;
  /** What the table holds, for those who cannot see it. */
  label: string;
};

/** Scrolls sideways on its own when the page is too narrow for it. */
export function Table({ isDense = false, label, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table
        className={clsx(
          "w-full border-collapse text-start",
          isDense ? "text-sm [--cell:0.4375rem]" : "[--cell:0.75rem]",
          className,
        )}
        {...rest}
      />
    </section>
  );
}

type CellProps<Tag extends "td" | "th"> = ComponentProps<Tag> & { isNumeric?: boolean };

const cell = (isNumeric: boolean) =>
  clsx("py-(--cell) pe-4 align-baseline last:pe-0", isNumeric ? "figures text-end" : "text-start");

export function Th({ isNumeric = false, scope = "col", className, ...rest }: CellProps<"th">) {
  return (
    <th
      scope={scope}
      className={clsx(
        cell(isNumeric),
        "border-b border-line-strong text-sm font-medium text-ink-soft",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ isNumeric = false, className, ...rest }: CellProps<"td">) {
  return <td className={clsx(cell(isNumeric), "border-b border-line", className)} {...rest} />;
}
