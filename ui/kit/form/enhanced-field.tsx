"use client";

import { useSyncExternalStore } from "react";

type EnhancedFieldProps = { name: string; plain: string; enhanced: string };

const never = () => () => {};

/** A hidden field that tells an action whether the page's JavaScript runs: `plain` until it does. */
export function EnhancedField({ name, plain, enhanced }: EnhancedFieldProps) {
  const isRunning = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return <input type="hidden" name={name} value={isRunning ? enhanced : plain} />;
}
