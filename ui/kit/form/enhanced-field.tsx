"use client";

import { useIsRunning } from "./sending/use-is-running";

type EnhancedFieldProps = { name: string; plain: string; enhanced: string };

/** A hidden field that tells an action whether the page's JavaScript runs: `plain` until it does. */
export function EnhancedField({ name, plain, enhanced }: EnhancedFieldProps) {
  const isRunning = useIsRunning();
  return <input type="hidden" name={name} value={isRunning ? enhanced : plain} />;
}
