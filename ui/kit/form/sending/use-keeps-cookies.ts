"use client";

import { useEffect, useState } from "react";

/** Whether this browser keeps cookies of this address: true until it has been tried. `cookieEnabled` does not say so. */
export function useKeepsCookies(): boolean {
  const [keeps, setKeeps] = useState(true);
  useEffect(() => {
    const probe = "cookie-probe=1";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${probe}; path=/; samesite=lax`;
    setKeeps(document.cookie.includes(probe));
    // biome-ignore lint/suspicious/noDocumentCookie: as above
    document.cookie = `${probe}; path=/; max-age=0`;
  }, []);
  return keeps;
}
