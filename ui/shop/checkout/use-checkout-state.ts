"use client";

import { useEffect, useState } from "react";
import { type CheckoutState, WARNING_SECONDS } from "@/domain/checkout/checkout-state";

const LOOK_EVERY_MS = 15_000;

/** `ending`: less than three minutes are left; `last`: and there is no way to get more. */
type ShownState = CheckoutState["kind"] | "ending" | "last";

/** What an open checkout page is worth now: asked when it is shown or seen again, every 15 seconds, and at its ends. */
export function useCheckoutState(orderId: string): ShownState {
  const [state, setState] = useState<ShownState>("open");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let endsAt = Number.POSITIVE_INFINITY;
    let canRenew = true;
    let isGone = false;
    async function look() {
      clearTimeout(timer);
      if (!document.hidden) {
        const now = await ask(orderId);
        if (isGone) return;
        if (now && now.kind !== "open") return setState(now.kind);
        if (now) {
          endsAt = performance.now() + now.secondsLeft * 1_000;
          canRenew = now.canRenew;
        }
      }
      // Also while the shop does not answer.
      const left = endsAt - performance.now();
      const isEnding = left <= WARNING_SECONDS * 1_000;
      if (left <= 0) return setState("expired");
      setState(isEnding ? (canRenew ? "ending" : "last") : "open");
      const ends = [left, left - WARNING_SECONDS * 1_000].filter((ms) => ms > 0);
      timer = setTimeout(look, Math.min(LOOK_EVERY_MS, ...ends) + 50);
    }
    const moments: [EventTarget, string][] = [
      [window, "focus"],
      [window, "pageshow"],
      [document, "visibilitychange"],
    ];
    for (const [target, moment] of moments) target.addEventListener(moment, look);
    look();
    return () => {
      isGone = true;
      clearTimeout(timer);
      for (const [target, moment] of moments) target.removeEventListener(moment, look);
    };
  }, [orderId]);
  return state;
}

async function ask(orderId: string): Promise<CheckoutState | null> {
  try {
    const answer = await fetch(`/checkout/state?order=${orderId}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
