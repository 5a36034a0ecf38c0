import clsx from "clsx";
import type { ComponentProps } from "react";

export type ControlSize = "small" | "medium";

const SIZES: Record<ControlSize, string> = {
  // On a phone 16 px: below that, iOS enlarges the page when it is touched.
  small: "min-h-8 px-2.5 py-1 text-base md:text-sm",
  medium: "min-h-11 px-3.5 py-2 text-base",
};

/** The look of everything that can be typed or chosen in. */
export function controlClass(size: ControlSize = "medium"): string {
  return clsx(
    "w-full min-w-0 rounded-control border border-line-strong bg-paper-raised text-ink transition-colors",
    "hover:border-ink disabled:border-line disabled:bg-paper-sunk disabled:text-ink-soft",
    "aria-invalid:border-signal focus-visible:outline-offset-1",
    SIZES[size],
  );
}

type InputProps = Omit<ComponentProps<"input">, "size"> & { size?: ControlSize };

export function Input({ size, className, ...rest }: InputProps) {
  return <input className={clsx(controlClass(size), className)} {...rest} />;
}
