"use client";

import { useSyncExternalStore } from "react";
import type { PluralForms } from "@/messages/plural-forms";

/** Sent to `window` by whatever has changed the cart's cookie. */
export const CART_CHANGED = "cart-changed";

const MOMENTS = [CART_CHANGED, "pageshow", "focus"];

/** Calls back when this browser's cart may have changed. */
export function listenToCart(changed: () => void) {
  for (const moment of MOMENTS) window.addEventListener(moment, changed);
  return () => {
    for (const moment of MOMENTS) window.removeEventListener(moment, changed);
  };
}

function readCookie(name: string): string | undefined {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return cookie?.slice(name.length + 1);
}

const SECONDS_OF_30_DAYS = 30 * 24 * 60 * 60;

/** Prices and stock change without the shopper: what the cookie counts may be less by now. */
export function correctCount(name: string, count: number) {
  const known = readCookie(name);
  if (known === undefined || known === String(count)) return;
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${name}=${count}; path=/; max-age=${SECONDS_OF_30_DAYS}; samesite=lax${secure}`;
}

/** Whether this browser has kept what adding to the cart has set. */
export const hasCartCookie = () => /(^|; )(__Host-)?cart-count=/.test(document.cookie);

/** How many units are in the cart, which itself is kept from scripts. */
function readCount(cookieName: string): number {
  const count = readCookie(cookieName);
  if (count !== undefined) return Number(count) || 0;
  // A cart of before November 2026, until it is changed: `key~variant.quantity.price~…`, with no count of its own.
  const cart = decodeURIComponent(readCookie(cookieName.replace("-count", "")) ?? "");
  return [...cart.matchAll(/~[^.]*\.(\d+)/g)].reduce((sum, [, units]) => sum + Number(units), 0);
}

type CartCountProps = { cookieName: string; locale: string; forms: PluralForms };

/** The number next to "Cart". The page is the same for every shopper, so it appears after the page has loaded. */
export function CartCount({ cookieName, locale, forms }: CartCountProps) {
  const count = useSyncExternalStore(
    listenToCart,
    () => readCount(cookieName),
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
