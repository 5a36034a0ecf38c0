import { STOCK_RULES } from "@/domain/catalog/imports/import";
import type { Translate } from "@/messages/messages";

export type ChoiceLabels = {
  stock: string;
  rules: { rule: (typeof STOCK_RULES)[number]; label: string; hint: string }[];
  removals: string;
  removalsHint: string;
};

export const choiceLabels = (t: Translate): ChoiceLabels => ({
  stock: t("admin.imports.choice.stock"),
  rules: STOCK_RULES.map((rule) => ({
    rule,
    label: t(`admin.imports.choice.rule.${rule}`),
    hint: t(`admin.imports.choice.ruleHint.${rule}`),
  })),
  removals: t("admin.imports.choice.removals"),
  removalsHint: t("admin.imports.choice.removalsHint"),
});
