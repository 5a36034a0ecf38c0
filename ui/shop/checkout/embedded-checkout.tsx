"use client";

import { EmbeddedCheckoutProvider, EmbeddedCheckout as StripeCheckout } from "@stripe/react-stripe-js";
import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { type ReactNode, useEffect, useMemo, useState } from "react";

// Stripe.js is small; a network that takes longer than this does not let it through.
const MAX_LOAD_MS = 20_000;

type EmbeddedCheckoutProps = {
  clientSecret: string;
  publishableKey: string;
  /** The local stand-in for Stripe.js; with it on the page, Stripe's own is never asked for. */
  stripeScript: string | null;
  loading: ReactNode;
  onFailure: (hasFailed: true) => void;
};

/** Stripe's form, mounted into the page. */
export default function EmbeddedCheckout(props: EmbeddedCheckoutProps) {
  const { clientSecret, publishableKey, stripeScript, loading, onFailure } = props;
  const [stripe, setStripe] = useState<Stripe | null>(null);
  useEffect(() => {
    let isGone = false;
    loadWithin(MAX_LOAD_MS, publishableKey, stripeScript).then(
      (loaded) => isGone || setStripe(loaded),
      () => isGone || onFailure(true),
    );
    return () => {
      isGone = true;
    };
  }, [publishableKey, stripeScript, onFailure]);
  const options = useMemo(() => ({ fetchClientSecret: async () => clientSecret }), [clientSecret]);
  if (!stripe) return loading;
  return (
    <EmbeddedCheckoutProvider stripe={stripe} options={options}>
      <StripeCheckout />
    </EmbeddedCheckoutProvider>
  );
}

async function loadWithin(ms: number, publishableKey: string, script: string | null): Promise<Stripe> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), ms));
  return await Promise.race([load(publishableKey, script), late]);
}

async function load(publishableKey: string, script: string | null): Promise<Stripe> {
  // The shop does not start with another kind of key here; should one come all the same, it goes no further.
  if (!/^pk_(test|live)_/.test(publishableKey)) throw new Error("not a publishable key");
  if (hasForeignPolicy()) {
    location.reload();
    return await new Promise<never>(() => undefined);
  }
  if (script) await appendScript(script);
  const stripe = await loadStripe(publishableKey);
  if (!stripe) throw new Error("Stripe.js did not load");
  return stripe;
}

/**
 * A document keeps the Content-Security-Policy of the page that it began as, and only this page's lets
 * Stripe in: after a navigation without loading, it has to be loaded.
 */
function hasForeignPolicy(): boolean {
  const [loaded] = performance.getEntriesByType("navigation");
  return loaded !== undefined && new URL(loaded.name).pathname !== location.pathname;
}

function appendScript(src: string): Promise<void> {
  if ("Stripe" in window) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement("script"), { src });
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error("the script did not load"));
    });
    document.head.append(element);
  });
}
