import clsx from "clsx";
import type { ComponentProps } from "react";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

// Every tone has a border: where the system chooses the colours it is all that is left of the shape.
const TONES: Record<ButtonTone, string> = {
  primary:
    "border-transparent bg-accent text-on-accent hover:bg-accent-strong active:bg-accent-strong disabled:bg-paper-sunk disabled:text-ink-soft aria-disabled:bg-paper-sunk aria-disabled:text-ink-soft",
  plain:
    "border-line-strong text-ink hover:border-ink hover:bg-paper-raised active:bg-paper-sunk disabled:border-line disabled:text-ink-soft disabled:hover:bg-transparent",
  quiet:
    "border-transparent text-accent-ink hover:bg-accent-wash active:bg-paper-sunk disabled:text-ink-soft disabled:hover:bg-transparent",
  danger:
    "border-transparent bg-signal text-on-signal hover:brightness-95 active:brightness-90 disabled:bg-paper-sunk disabled:text-ink-soft",
};

const SIZES: Record<ButtonSize, string> = {
  small: "min-h-8 gap-1.5 px-3 py-1 text-sm",
  medium: "min-h-11 gap-2 px-5 py-2 text-base",
  large: "min-h-13 gap-2.5 px-7 py-3 text-base",
};

/** The look of a button, for what is a button and for what is a link. */
export function buttonClass(tone: ButtonTone = "primary", size: ButtonSize = "medium"): string {
  return clsx(
    "inline-flex items-center justify-center rounded-control border text-center font-medium transition-colors",
    TONES[tone],
    SIZES[size],
  );
}

type ButtonProps = ComponentProps<"button"> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** Something is under way: the button stays in reach of the keyboard and says so, and does nothing. */
  isPending?: boolean;
};

export function Button({ tone, size, isPending = false, className, type, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass(tone, size), className)}
      {...rest}
    />
  );
}
