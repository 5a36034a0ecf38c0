"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "../../kit/form/button";
import { Notice } from "../../kit/notice";

// Stripe's code is loaded here and on no other page.
const EmbeddedCheckout = lazy(() => import("./embedded-checkout"));

type FrameProps = {
  clientSecret: string;
  publishableKey: string;
  stripeScript: string | null;
  /** The other way to pay, for when this one does not come up. */
  children: ReactNode;
};

export function EmbeddedCheckoutFrame({ children, ...checkout }: FrameProps) {
  const [attempt, setAttempt] = useState(1);
  const [hasFailed, setHasFailed] = useState(false);
  function retry() {
    setHasFailed(false);
    setAttempt(attempt + 1);
  }
  if (hasFailed) {
    return (
      <div className="grid min-h-[36rem] content-start gap-5">
        <Notice tone="signal" role="alert" title="The payment form did not load">
          <p>
            Your things are still kept for you and nothing was charged. Try again, or pay on Stripe’s page.
          </p>
        </Notice>
        <div className="flex flex-wrap gap-3">
          <Button size="large" onClick={retry}>
            Try again
          </Button>
          {children}
        </div>
      </div>
    );
  }
  return (
    <div className="min-h-[36rem]">
      <Suspense fallback={<Loading />}>
        <EmbeddedCheckout key={attempt} {...checkout} loading={<Loading />} onFailure={setHasFailed} />
      </Suspense>
      <noscript>{children}</noscript>
    </div>
  );
}

function Loading() {
  const bar = "rounded-control bg-paper-sunk";
  return (
    <div role="status" className="grid h-[36rem] content-start gap-4">
      <span className="sr-only">The payment form is loading</span>
      <div className={`${bar} h-12`} />
      <div className={`${bar} h-40`} />
      <div className={`${bar} h-24`} />
      <div className={`${bar} h-12`} />
    </div>
  );
}
