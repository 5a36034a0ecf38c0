import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { MinusIcon, PlusIcon } from "../icons";

type Press = Omit<ComponentProps<"button">, "children"> & { label: string };

type StepperProps = {
  legend: string;
  less: Press;
  more: Press;
  isBusy?: boolean;
  /** One input of the class STEPPED. */
  children: ReactNode;
};

/** The look of the number between minus and plus. */
export const STEPPED =
  "figures w-10 bg-transparent text-center [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none";

/** A number with a button on each side that takes one away and adds one. */
export function Stepper({ legend, less, more, isBusy = false, children }: StepperProps) {
  return (
    <fieldset
      className="flex items-center rounded-control border border-line-strong transition-opacity aria-busy:opacity-60"
      aria-busy={isBusy}
    >
      <legend className="sr-only">{legend}</legend>
      <StepButton {...less}>
        <MinusIcon />
      </StepButton>
      {children}
      <StepButton {...more}>
        <PlusIcon />
      </StepButton>
    </fieldset>
  );
}

function StepButton({ label, className, children, ...rest }: Press & { children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      className={clsx(
        "grid size-11 place-items-center hover:text-accent-ink aria-disabled:text-line-strong",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
