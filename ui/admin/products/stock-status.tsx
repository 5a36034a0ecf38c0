import { useTranslations } from "next-intl";
import type { StockState } from "@/domain/catalog/views";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<StockState, StatusTone> = {
  in_stock: "good",
  low: "wait",
  partly_low: "wait",
  sold_out: "bad",
  not_counted: "good",
};

type StockStatusProps = {
  state: StockState;
  /** Of a product: how many of its variants are low, and how many it has. */
  low?: { count: number; of: number };
};

export function StockStatus({ state, low = { count: 0, of: 0 } }: StockStatusProps) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.products.stockState.${state}`, low)}</Status>;
}
