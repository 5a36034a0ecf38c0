"use client";

import { Button } from "@/ui/kit/form/button";
import { Notice } from "@/ui/kit/notice";

type AdminErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Next.js makes it in the browser: its texts lie in the frame around it (ui/admin/frame/admin-frame.tsx). */
export default function AdminError({ error, reset }: AdminErrorProps) {
  const texts = globalThis.document?.getElementById("content")?.dataset.errorTexts?.split("|") ?? [];
  const [title = "Error", sentence = "", code = "", tryAgain = "↻"] = texts;
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">{title}</h1>
      <Notice tone="signal" className="mt-4" role="alert">
        {error.digest ? `${sentence} ${code.replace("#", error.digest)}` : sentence}
      </Notice>
      <Button tone="plain" size="small" className="mt-4" onClick={reset}>
        {tryAgain}
      </Button>
    </div>
  );
}
