"use client";

import { Button } from "@/ui/kit/form/button";
import { Notice } from "@/ui/kit/notice";

type AdminErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function AdminError({ error, reset }: AdminErrorProps) {
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">This did not work</h1>
      <Notice tone="signal" className="mt-4" role="alert">
        The page could not be shown, or your role does not allow what you asked for. Nothing was changed by
        looking. Try again; if it stays so, the shop's log tells more
        {error.digest ? ` under ${error.digest}` : ""}.
      </Notice>
      <Button tone="plain" size="small" className="mt-4" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
