import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ImportCounts, type ImportSummary, UNDO_DAYS } from "@/domain/catalog/imports/import";
import type { Translate } from "@/messages/messages";
import { ChoiceForm } from "@/ui/admin/products/import/choice-form";
import { choiceLabels } from "@/ui/admin/products/import/choice-labels";
import { StepForm } from "@/ui/admin/products/import/step-form";
import { checkFileAgain, discardChecked, startChecked, undoDone } from "../actions";

/** What can be done with an import now, each button with what it will do. */
export function NextStep({ summary, counts }: { summary: ImportSummary; counts: ImportCounts }) {
  const t = useTranslations();
  const { id, state, stockRule, allowsRemovals } = summary;
  const willChange = counts.created + counts.updated;
  return (
    <div className="mt-5 grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-5">
      {state === "checked" ? (
        <>
          {willChange > 0 ? (
            <StepForm
              id={id}
              action={startChecked}
              sentences={willHappen(summary, counts, t)}
              label={t("admin.imports.start.button", { created: counts.created, updated: counts.updated })}
              pendingLabel={t("admin.imports.start.pending")}
            />
          ) : (
            <p>{t("admin.imports.start.nothing")}</p>
          )}
          <ChoiceForm
            id={id}
            action={checkFileAgain}
            initial={{ stockRule, allowsRemovals }}
            labels={{
              ...choiceLabels(t),
              again: t("admin.imports.again"),
              sending: t("admin.imports.upload.sending"),
            }}
          />
          <StepForm
            id={id}
            action={discardChecked}
            tone="quiet"
            sentences={[t("admin.imports.discard.sentence")]}
            label={t("admin.imports.discard.button")}
            pendingLabel={t("admin.imports.discard.pending")}
          />
        </>
      ) : null}
      {summary.canUndo && willChange > 0 ? (
        <StepForm
          id={id}
          action={undoDone}
          tone="plain"
          sentences={[t("admin.imports.undo.sentence", { days: UNDO_DAYS })]}
          label={t("admin.imports.undo.button", { created: counts.created, updated: counts.updated })}
          pendingLabel={t("admin.imports.undo.pending")}
        />
      ) : null}
      {counts.refused > 0 && state !== "checking" ? (
        <p>
          <a href={`/admin/products/import/${id}/result`} className="link inline-flex items-center gap-1.5">
            <Download aria-hidden className="size-4" /> {t("admin.imports.result")}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** What pressing the button does to products, prices, stock and pages. */
function willHappen(
  { stockRule, allowsRemovals }: ImportSummary,
  counts: ImportCounts,
  t: Translate,
): string[] {
  const stock = stockRule === "keep" ? counts.updated : counts.stock;
  // Those that are refused because they would lose something lose nothing.
  const loses = allowsRemovals ? counts.loses : 0;
  const facts = [
    ["created", counts.created],
    ["updated", counts.updated],
    ["prices", counts.prices],
    [stockRule, stock],
    ["loses", loses],
    ["refused", counts.refused],
  ] as const;
  return [
    ...facts.flatMap(([key, count]) => (count > 0 ? [t(`admin.imports.will.${key}`, { count })] : [])),
    t("admin.imports.will.pages", { days: UNDO_DAYS }),
  ];
}
