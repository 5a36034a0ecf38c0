"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";

/** The frame stays while pages change: after each, it asks whether its alarms are still those of now. */
export function AlarmWatch({ shown }: { shown: string[] }) {
  const pathname = usePathname();
  const { refresh } = useRouter();
  const known = JSON.stringify(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again because the page changed
  useEffect(() => {
    const canceled = new AbortController();
    fetch("/admin/alarms", { signal: canceled.signal })
      .then(async (answer) => {
        if (answer.ok && JSON.stringify(await answer.json()) !== known) refresh();
      })
      // The next page asks again; leaving this one may also end the answer halfway.
      .catch(() => undefined);
    return () => canceled.abort();
  }, [pathname, known, refresh]);
  return null;
}
