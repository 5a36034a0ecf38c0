"use client";

import { useSyncExternalStore } from "react";
import type { PluralForms } from "@/messages/plural-forms";

/** Sent to `window` by whatever has changed the cart's cookie. */
export const CART_CHANGED = "cart-changed";

const MOMENTS = [CART_CHANGED, "pageshow", "focus"];

function listen(changed: () => void) {
  for (const moment of MOMENTS) window.addEventListener(moment, changed);
  return () => {
    for (const moment of MOMENTS) window.removeEventListener(moment, changed);
  };
}

/** How many units the cookie names: `key~variant.quantity.price~…`, as domain/cart/cart.ts writes it. */
function countUnits(cookieName: string): number {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${cookieName}=`));
  const lines = decodeURIComponent(cookie?.slice(cookieName.length + 1) ?? "").split("~");
  return lines.slice(1).reduce((count, line) => count + (Number(line.split(".")[1]) || 0), 0);
}

type CartCountProps = { cookieName: string; locale: string; forms: PluralForms };

/** The number next to "Cart". The page is the same for every shopper, so it appears after the page has loaded. */
export function CartCount({ cookieName, locale, forms }: CartCountProps) {
  const count = useSyncExternalStore(
    listen,
    () => countUnits(cookieName),
    () => 0,
  );
  if (count === 0) return null;
  return (
    <>
      <span
        aria-hidden
        className="figures order-first grid h-6 min-w-6 place-items-center rounded-full bg-accent px-1.5 text-sm text-on-accent"
      >
        {count}
      </span>
      <span className="sr-only">
        , {forms[new Intl.PluralRules(locale).select(count)].replace("#", String(count))}
      </span>
    </>
  );
}
