"use client";

import { useEffect } from "react";
import { CART_CHANGED, correctCount } from "./cart-count";

/** Tells the header's count how many units can be bought, as the cart's page has just found out. */
export function CartChanged({ itemCount, cookieName }: { itemCount: number; cookieName: string }) {
  useEffect(() => {
    correctCount(cookieName, itemCount);
    window.dispatchEvent(new Event(CART_CHANGED));
  }, [itemCount, cookieName]);
  return null;
}
