import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { type ControlSize, controlClass } from "./input";

type SelectProps = Omit<ComponentProps<"select">, "size"> & { size?: ControlSize };

export function Select({ size, className, ...rest }: SelectProps) {
  return (
    <span className={clsx("relative inline-block w-full", className)}>
      <select className={clsx(controlClass(size), "appearance-none pe-9")} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4" />
    </span>
  );
}
