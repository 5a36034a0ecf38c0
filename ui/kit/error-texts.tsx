"use client";

import { createContext, type ReactNode } from "react";

/** `#` stands where the number goes in `code`. */
export type ErrorTextsValue = Record<"title" | "sentence" | "code" | "tryAgain" | "toFrontPage", string>;

/** Empty only where no layout is above: the last resort brings texts of its own. */
export const ErrorTextsContext = createContext<Partial<ErrorTextsValue>>({});

/** Next.js renders error pages by itself: what they say comes to them through this, not as props. */
export function ErrorTexts({ texts, children }: { texts: ErrorTextsValue; children: ReactNode }) {
  return <ErrorTextsContext value={texts}>{children}</ErrorTextsContext>;
}
