"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** A time of the day on the shopper's own clock; until the page runs, the universal one, and it says so. */
export function LocalTime({ at, locale }: { at: string; locale: string }) {
  const options = { hour: "2-digit", minute: "2-digit" } as const;
  const shown = useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat(locale, options).format(new Date(at)),
    () =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", timeZoneName: "short" }).format(
        new Date(at),
      ),
  );
  return (
    <time dateTime={at} className="figures">
      {shown}
    </time>
  );
}
