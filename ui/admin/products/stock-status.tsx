import type { StockState } from "@/domain/catalog/views";
import { Status, type StatusTone } from "../../kit/status";

const MESSAGES: Record<StockState, { text: string; tone: StatusTone }> = {
  in_stock: { text: "In stock", tone: "good" },
  low: { text: "Low", tone: "wait" },
  sold_out: { text: "Sold out", tone: "bad" },
};

export function StockStatus({ state }: { state: StockState }) {
  return <Status tone={MESSAGES[state].tone}>{MESSAGES[state].text}</Status>;
}
