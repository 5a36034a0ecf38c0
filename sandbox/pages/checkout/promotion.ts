import { html, raw } from "hono/html";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { Store } from "../../store/store.ts";
import type { Html } from "../frame/layout.ts";
import type { CheckoutView } from "./checkout-view.ts";
import { alertBox } from "./form/form-fields.ts";

const PROMOTION_WRONG = raw('aria-invalid="true" aria-describedby="promotion-error" autofocus');

/** The name of what is taken off: the code that was typed, else the coupon's name. */
export function discountName(store: Store, session: CheckoutSession): string {
  const [discount] = session.discounts ?? [];
  const code = store.promotionCodes.get(String(discount?.promotion_code ?? ""));
  const coupon = store.coupons.get(String(discount?.coupon ?? ""));
  return code?.code ?? coupon?.name ?? "Discount";
}

/** Where a promotion code is typed, or the one that works can be taken away; a small form of its own. */
export function promotion(store: Store, { session, action, values, error }: CheckoutView): Html | "" {
  if (!session.allow_promotion_codes) return "";
  if ((session.discounts ?? []).length > 0)
    return html`<form method="post" action="${action}" class="promotion is-applied">
      <span class="tag">${discountName(store, session)}</span>
      <button class="button bare" name="step" value="remove_promotion">Remove<span class="unseen"> the code ${discountName(store, session)}</span></button>
    </form>`;
  const isWrong = error?.field === "promotion_code";
  return html`<details class="promotion" ${isWrong ? "open" : ""}>
    <summary>Add a promotion code</summary>
    <form method="post" action="${action}">
      <div class="field">
        <label for="promotion_code">Promotion code</label>
        <div class="joined">
          <input id="promotion_code" name="promotion_code" value="${isWrong ? (values.promotion_code ?? "") : ""}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="500" required ${isWrong ? PROMOTION_WRONG : ""}>
          <button class="button plain" name="step" value="promotion">Apply</button>
        </div>
        ${isWrong ? alertBox(error?.message ?? "", "promotion-error") : ""}
      </div>
    </form>
  </details>`;
}
