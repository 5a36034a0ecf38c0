import type { StockState } from "@/domain/catalog/views";
import { Status, type StatusTone } from "../../kit/status";

const WORDS: Record<StockState, { words: string; tone: StatusTone }> = {
  in_stock: { words: "In stock", tone: "good" },
  low: { words: "Low", tone: "wait" },
  sold_out: { words: "Sold out", tone: "bad" },
};

export function StockWords({ state }: { state: StockState }) {
  return <Status tone={WORDS[state].tone}>{WORDS[state].words}</Status>;
}
