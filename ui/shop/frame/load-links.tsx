"use client";

import { useEffect } from "react";

/**
 * On the page of missing addresses Next.js changes the address and leaves the page as it is
 * (github.com/vercel/next.js/issues/88341): there every link of the shop loads what it leads to.
 */
export function LoadLinks() {
  useEffect(() => {
    document.addEventListener("click", loadLink, { capture: true });
    return () => document.removeEventListener("click", loadLink, { capture: true });
  }, []);
  return null;
}

function loadLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const isForAnotherTab =
    event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || Boolean(link?.target);
  const isHere = link?.getAttribute("href")?.startsWith("#");
  if (!link || link.origin !== location.origin || isForAnotherTab || isHere) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(link.href);
}
