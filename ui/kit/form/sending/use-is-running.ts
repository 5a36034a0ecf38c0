"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's JavaScript runs: false on the server and until the page is alive. */
export function useIsRunning(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
