"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 10_000;
const SLOWING = 1.25;

/** Asks again while the payment is not there yet: soon at first, then less often; not in a hidden tab, but once it is seen. */
export function OrderWatch() {
  const { refresh } = useRouter();
  useEffect(() => {
    let wait = FIRST_WAIT_MS;
    let timer = setTimeout(look, wait);
    function look() {
      if (!document.hidden) refresh();
      wait = Math.min(wait * SLOWING, MAX_WAIT_MS);
      timer = setTimeout(look, wait);
    }
    const lookWhenSeen = () => !document.hidden && refresh();
    document.addEventListener("visibilitychange", lookWhenSeen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", lookWhenSeen);
    };
  }, [refresh]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="6" />
    </noscript>
  );
}
