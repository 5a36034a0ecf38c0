"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_500;
// Each look counts as use of the session: a page that nobody looks at waits for its reader.
const PATIENCE_MS = 10 * 60_000;

/** Shows the page again and again while it is looked at. */
export function RefreshPage() {
  const { refresh } = useRouter();
  useEffect(() => {
    let usedAt = Date.now();
    const use = () => {
      usedAt = Date.now();
    };
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && Date.now() - usedAt < PATIENCE_MS) refresh();
    }, EVERY_MS);
    addEventListener("pointermove", use);
    addEventListener("keydown", use);
    return () => {
      clearInterval(timer);
      removeEventListener("pointermove", use);
      removeEventListener("keydown", use);
    };
  }, [refresh]);
  return null;
}
