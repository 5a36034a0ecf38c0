"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { Button } from "../../../kit/form/button";
import { EnhancedField } from "../../../kit/form/enhanced-field";
import { ActionForm } from "../../../kit/form/sending/action-form";
import { useSending } from "../../../kit/form/sending/use-sending";
import { CART_CHANGED, hasCartCookie, listenToCart } from "../../cart/cart-count";
import { QuantityField } from "./quantity-field";

/** What became of the last press; `message` is for the shopper. */
export type AddState = { kind: "idle" } | { kind: "added" | "refused"; message: string };
export type AddAction = (former: AddState, form: FormData) => Promise<AddState>;

type AddToCartProps = {
  action: AddAction;
  variantId: string;
  isAvailable: boolean;
  labels: Record<
    "quantity" | "oneLess" | "oneMore" | "viewCart" | "inYourCart" | "nothingAdded" | "noCookies",
    string
  >;
  /** What the button says, except to the shopper who holds the last units. */
  children: ReactNode;
};

/** Without JavaScript an ordinary form that leads to the cart; with it the page stays and says so. */
export function AddToCart({ action, variantId, isAvailable, labels, children }: AddToCartProps) {
  const { state, isPending, sending } = useSending(action, { kind: "idle" });
  // Of the cookies that name variants, scripts can read one: of those that this browser holds.
  const isHeldHere = useSyncExternalStore(
    listenToCart,
    () => !isAvailable && document.cookie.includes(variantId),
    () => false,
  );
  useEffect(() => {
    if (state.kind === "added") window.dispatchEvent(new Event(CART_CHANGED));
  }, [state]);
  // The shop cannot know whether the browser has kept what it was given.
  const said =
    state.kind === "added" && !hasCartCookie()
      ? ({ kind: "refused", message: labels.noCookies } as const)
      : state;
  return (
    <ActionForm sending={sending} nothing={labels.nothingAdded}>
      <input type="hidden" name="variantId" value={variantId} />
      <EnhancedField name="after" plain="cart" enhanced="stay" />
      <div className="flex flex-wrap gap-3">
        {isAvailable ? <QuantityField answer={state} labels={labels} /> : null}
        <Button
          id="add-to-cart"
          type="submit"
          size="large"
          disabled={!isAvailable}
          isPending={isPending}
          className="min-w-44 flex-1"
        >
          {isHeldHere ? labels.inYourCart : children}
        </Button>
      </div>
      <p role="status" className="mt-3 text-sm max-lg:empty:hidden lg:min-h-6">
        {said.kind === "idle" && !isHeldHere ? null : (
          <span className={said.kind === "refused" ? "text-signal" : "text-accent-ink"}>
            {said.kind === "idle" ? null : `${said.message} `}
            <a href="/cart" className="link font-medium">
              {labels.viewCart}
            </a>
          </span>
        )}
      </p>
    </ActionForm>
  );
}
