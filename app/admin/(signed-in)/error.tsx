"use client";

import { Button } from "@/ui/kit/form/button";
import { Notice } from "@/ui/kit/notice";

type AdminErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function AdminError({ error, reset }: AdminErrorProps) {
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">Something went wrong</h1>
      <Notice tone="signal" className="mt-4" role="alert">
        The page could not be shown, or your role does not allow what you asked for. Try again.
        {error.digest ? ` If that does not help, the shop’s log says more under ${error.digest}.` : null}
      </Notice>
      <Button tone="plain" size="small" className="mt-4" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
