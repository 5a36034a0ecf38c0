import { DISCOUNT_KINDS, DISCOUNT_METHODS } from "@/domain/discounts/discount";
import { DISCOUNT_FIELDS } from "@/domain/discounts/read-discount";
import type { Translate } from "@/messages/messages";
import type { DiscountLabels } from "./discount-form";

const HINTS = ["name", "code", "value", "countries", "priority", "usageLimit", "to"] as const;
const OTHERS = ["goods", "someGoods", "collections", "conditions", "limits", "save"] as const;

/** What the form of a discount says. */
export const discountLabels = (t: Translate): DiscountLabels => {
  const labels = [
    ...DISCOUNT_FIELDS.map((field) => [field, t(`admin.discounts.form.${field}`)]),
    ...HINTS.map((field) => [`hint_${field}`, t(`admin.discounts.hint.${field}`)]),
    ...DISCOUNT_METHODS.map((method) => [`method_${method}`, t(`admin.discounts.method.${method}`)]),
    ...DISCOUNT_KINDS.map((kind) => [`kind_${kind}`, t(`admin.discounts.kind.${kind}`)]),
    ...OTHERS.map((name) => [name, t(`admin.discounts.form.${name}`)]),
    ["pending", t("admin.pages.pending")],
  ];
  return Object.fromEntries(labels) as DiscountLabels;
};
