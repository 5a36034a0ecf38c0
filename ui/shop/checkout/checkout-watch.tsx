"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Notice } from "../../kit/notice";
import { useCheckoutState } from "./use-checkout-state";

/** What can be said of a page that is not simply open; `action` is what to do then. */
type StateText = { title: string; sentence: string; action: ReactNode };

type CheckoutWatchProps = {
  orderId: string;
  texts: Record<"ending" | "last" | "changed" | "replaced" | "expired" | "paid", StateText>;
  /** The payment form. It is out of reach once it is not what would be paid any more, and stays loaded. */
  children: ReactNode;
};

/** Keeps a payment form honest: says when its time ends, when the cart has changed, and when it was replaced. */
export function CheckoutWatch({ orderId, texts, children }: CheckoutWatchProps) {
  const state = useCheckoutState(orderId);
  const notice = useRef<HTMLDivElement>(null);
  const isOver = !["open", "ending", "last"].includes(state);
  useEffect(() => {
    if (isOver) notice.current?.focus();
  }, [isOver]);
  // A refreshed page begins with its content, not with nothing.
  useEffect(() => {
    const former = notice.current;
    return () => {
      if (former?.contains(document.activeElement)) document.getElementById("content")?.focus();
    };
  }, []);
  const now = state === "open" ? null : texts[state];
  return (
    <>
      <div ref={notice} tabIndex={-1} role="status" className="outline-none">
        {now ? (
          <Notice tone={isOver ? "signal" : "wait"} title={now.title} className="mb-8 max-w-prose">
            <p>{now.sentence}</p>
            {now.action ? <div className="mt-4 mb-1">{now.action}</div> : null}
          </Notice>
        ) : null}
      </div>
      <div hidden={isOver}>{children}</div>
    </>
  );
}
