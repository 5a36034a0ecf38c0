"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./form/button";

type CopyButtonProps = {
  text: string;
  labels: { copy: string; copied: string /** Says what is copied. */; name: string };
};

/** Copies a text for other programs, and says so; where the browser does not allow it, there is the text to be selected. */
export function CopyButton({ text, labels }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  const Icon = isCopied ? Check : Copy;
  return (
    <>
      <Button
        type="button"
        tone="plain"
        size="small"
        aria-label={labels.name}
        onClick={copy}
        className="whitespace-nowrap print:hidden"
      >
        <Icon aria-hidden className="size-3.5" /> {isCopied ? labels.copied : labels.copy}
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? labels.copied : ""}
      </span>
    </>
  );
}
