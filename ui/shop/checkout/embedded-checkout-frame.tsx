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
  texts: Record<"failed" | "failedSentence" | "loading" | "tryAgain", string>;
  /** The other way to pay, for when this one does not come up. */
  children: ReactNode;
};

export function EmbeddedCheckoutFrame({ texts, children, ...checkout }: FrameProps) {
  const [attempt, setAttempt] = useState(1);
  const [hasFailed, setHasFailed] = useState(false);
  function retry() {
    setHasFailed(false);
    setAttempt(attempt + 1);
  }
  if (hasFailed) {
    return (
      <div className="grid min-h-[36rem] content-start gap-5">
        <Notice tone="signal" role="alert" title={texts.failed}>
          <p>{texts.failedSentence}</p>
        </Notice>
        <div className="flex flex-wrap gap-3">
          <Button size="large" onClick={retry}>
            {texts.tryAgain}
          </Button>
          {children}
        </div>
      </div>
    );
  }
  const loading = <Loading label={texts.loading} />;
  return (
    <div className="min-h-[36rem]">
      <Suspense fallback={loading}>
        <EmbeddedCheckout key={attempt} {...checkout} loading={loading} onFailure={setHasFailed} />
      </Suspense>
      <noscript>{children}</noscript>
    </div>
  );
}

function Loading({ label }: { label: string }) {
  const bar = "rounded-control bg-paper-sunk";
  return (
    <div role="status" className="grid h-[36rem] content-start gap-4">
      <span className="sr-only">{label}</span>
      <div className={`${bar} h-12`} />
      <div className={`${bar} h-40`} />
      <div className={`${bar} h-24`} />
      <div className={`${bar} h-12`} />
    </div>
  );
}
