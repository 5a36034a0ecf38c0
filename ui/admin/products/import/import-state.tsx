import { useTranslations } from "next-intl";
import {
  ROW_OUTCOMES as DID,
  type ImportCounts,
  type ImportSummary,
  UNDO_OUTCOMES,
  type UndoCounts,
} from "@/domain/catalog/imports/import";
import { Moment } from "../../../kit/moment";
import { Notice } from "../../../kit/notice";
import { ImportStatus } from "./import-status";

type ImportStateProps = {
  summary: ImportSummary;
  counts: ImportCounts;
  undone: UndoCounts;
  locale: string;
  now: Date;
};

/** Where an import is, who began it, and what it did. */
export function ImportState({ summary, counts, undone, locale, now }: ImportStateProps) {
  const t = useTranslations();
  const { state, adminName, createdAt, fault, stockRule } = summary;
  return (
    <div className="mt-1 grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-3">
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
        <ImportStatus summary={summary} />
        <span>{adminName ?? t("admin.imports.byCommand")}</span>
        <Moment at={createdAt} locale={locale} now={now} />
        <span>{t(`admin.imports.choice.rule.${stockRule}`)}</span>
      </p>
      {fault ? (
        <Notice tone="signal" title={fault.message} className="wrap-anywhere">
          {fault.fix}
        </Notice>
      ) : null}
      {state === "done" ? (
        <Notice tone={counts.refused > 0 ? "wait" : "good"} role="status">
          <Sentences
            texts={DID.filter((key) => counts[key] > 0).map((key) =>
              t(`admin.imports.did.${key}`, { count: counts[key] }),
            )}
          />
        </Notice>
      ) : null}
      {state === "undone" ? (
        <Notice tone={undone.changed + undone.sold > 0 ? "wait" : "good"} role="status">
          <Sentences
            texts={[
              ...(summary.undoneBy ? [t("admin.imports.didUndo.by", { name: summary.undoneBy })] : []),
              ...UNDO_OUTCOMES.filter((key) => undone[key] > 0).map((key) =>
                t(`admin.imports.didUndo.${key}`, { count: undone[key] }),
              ),
            ]}
          />
        </Notice>
      ) : null}
    </div>
  );
}

function Sentences({ texts }: { texts: string[] }) {
  return (
    <ul className="grid gap-0.5">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
