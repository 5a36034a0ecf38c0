import { useTranslations } from "next-intl";
import type { ReturnKind, ReturnState } from "@/domain/returns/return";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<ReturnState, StatusTone> = {
  requested: "next",
  received: "next",
  refunded: "good",
  refused: "bad",
  canceled: "quiet",
};

/** What it is and where it is. */
export function ReturnStatus({ kind, state }: { kind: ReturnKind; state: ReturnState }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.returns.${kind}.${state}`)}</Status>;
}
