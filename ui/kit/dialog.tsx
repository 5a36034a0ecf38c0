"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonClass } from "./form/button";

type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The element that opens it, a Button usually. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** What its close button is called. */
  closeLabel: string;
  children: ReactNode;
};

export function Dialog({
  title,
  description,
  trigger,
  isOpen,
  onOpenChange,
  closeLabel,
  children,
}: DialogProps) {
  const control = {
    ...(isOpen === undefined ? {} : { open: isOpen }),
    ...(onOpenChange ? { onOpenChange } : {}),
  };
  return (
    <Base.Root {...control}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="fixed start-1/2 top-[12dvh] z-50 max-h-[80dvh] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-control bg-paper-raised p-6 text-ink shadow-2xl transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Base.Title className="pe-10 font-heading text-xl font-semibold">{title}</Base.Title>
          {description ? (
            <Base.Description className="mt-1 text-ink-soft">{description}</Base.Description>
          ) : null}
          <div className="mt-5">{children}</div>
          <Base.Close
            aria-label={closeLabel}
            className={`${buttonClass("quiet", "small")} absolute end-4 top-4 px-2`}
          >
            <X aria-hidden className="size-4" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
