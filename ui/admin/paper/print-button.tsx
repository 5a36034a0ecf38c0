"use client";

import { Printer } from "lucide-react";
import { Button } from "../../kit/form/button";
import { useIsRunning } from "../../kit/form/sending/use-is-running";

/** Opens the browser's print dialog. Without JavaScript only the browser's menu can: `hint` says so. */
export function PrintButton({ label, hint }: { label: string; hint: string }) {
  if (!useIsRunning()) return <p className="text-ink-soft">{hint}</p>;
  return (
    <Button onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" /> {label}
    </Button>
  );
}
