"use client";

import { useEffect } from "react";
import { CART_CHANGED } from "./cart-count";

/** Tells the header's count that the cart was changed on its page. */
export function CartChanged({ itemCount }: { itemCount: number }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new count is the reason to tell it
  useEffect(() => {
    window.dispatchEvent(new Event(CART_CHANGED));
  }, [itemCount]);
  return null;
}
