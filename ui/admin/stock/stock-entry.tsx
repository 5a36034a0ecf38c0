import { useTranslations } from "next-intl";
import type { EntryKind } from "@/domain/stock/movements";
import type { StockVariant } from "@/domain/stock/views";
import { Notice } from "../../kit/notice";
import { StockEntryForm } from "./stock-entry-form";
import { VariantHead } from "./variant-head";

type StockEntryProps = {
  variant: StockVariant;
  /** Units that are sold and still lie there. */
  toSend: number;
  /** The person's role includes it. */
  mayChange: boolean;
  back: "quick" | "variant";
  chosen: EntryKind;
  action: Parameters<typeof StockEntryForm>[0]["action"];
};

/** One variant, what there is of it, and the form that changes it. */
export function StockEntry({ variant, toSend, mayChange, ...form }: StockEntryProps) {
  const t = useTranslations();
  const { onHand, reserved } = variant;
  return (
    <div className="grid gap-4">
      <VariantHead variant={variant} toSend={toSend} hasLedger={form.back === "variant"} />
      {!variant.isCounted ? (
        <Notice className="max-w-xl">{t("admin.stock.answer.not_counted")}</Notice>
      ) : mayChange ? (
        <StockEntryForm
          key={variant.id}
          {...form}
          variantId={variant.id}
          requestId={crypto.randomUUID()}
          labels={{
            units: t("admin.stock.entry.units"),
            unitsHint: t("admin.stock.entry.unitsHint"),
            what: t("admin.stock.entry.what"),
            note: t("admin.stock.entry.note"),
            submit: t("admin.stock.entry.submit"),
            pending: t("admin.stock.entry.pending"),
            delivery: {
              name: t("admin.stock.entry.kind.delivery.name"),
              hint: t("admin.stock.entry.kind.delivery.hint", { onHand }),
            },
            count: {
              name: t("admin.stock.entry.kind.count.name"),
              hint: t("admin.stock.entry.kind.count.hint", { reserved, toSend }),
            },
            damage: {
              name: t("admin.stock.entry.kind.damage.name"),
              hint: t("admin.stock.entry.kind.damage.hint", { onHand }),
            },
            correction: {
              name: t("admin.stock.entry.kind.correction.name"),
              hint: t("admin.stock.entry.kind.correction.hint"),
            },
          }}
        />
      ) : (
        <p className="text-ink-soft">{t("admin.stock.notAllowed")}</p>
      )}
    </div>
  );
}
