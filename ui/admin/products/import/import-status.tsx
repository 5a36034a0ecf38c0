import { useTranslations } from "next-intl";
import type { ImportState, ImportSummary } from "@/domain/catalog/imports/import";
import { Status, type StatusTone } from "../../../kit/status";

const TONES: Record<ImportState, StatusTone> = {
  checking: "wait",
  checked: "next",
  importing: "wait",
  done: "good",
  undoing: "wait",
  undone: "quiet",
  failed: "bad",
  discarded: "quiet",
};

export function ImportStatus({ summary: { state } }: { summary: Pick<ImportSummary, "state"> }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.imports.state.${state}`)}</Status>;
}
