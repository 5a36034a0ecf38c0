import clsx from "clsx";
import type { ComponentProps } from "react";
import { type ControlSize, controlClass } from "./input";

type TextareaProps = ComponentProps<"textarea"> & { size?: ControlSize };

export function Textarea({ size, className, rows = 4, ...rest }: TextareaProps) {
  return <textarea rows={rows} className={clsx(controlClass(size), "resize-y", className)} {...rest} />;
}
