import { useTranslations } from "next-intl";
import type { StockState } from "@/domain/catalog/views";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<StockState, StatusTone> = {
  in_stock: "good",
  low: "wait",
  sold_out: "bad",
  not_counted: "good",
};

export function StockStatus({ state }: { state: StockState }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.products.stockState.${state}`)}</Status>;
}
