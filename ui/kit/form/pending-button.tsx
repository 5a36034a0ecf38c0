"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

type PendingButtonProps = ComponentProps<typeof Button> & {
  /** What the button says while its form is on the way: "Saving". */
  pendingLabel?: string;
};

/** A submit button that says that its form is on the way, and does not send it twice. */
export function PendingButton({ pendingLabel, children, ...rest }: PendingButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" isPending={pending} {...rest}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
