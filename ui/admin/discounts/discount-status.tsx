import { useTranslations } from "next-intl";
import type { DiscountState } from "@/domain/discounts/discount";
import { Status } from "../../kit/status";

const TONES = {
  active: "good",
  scheduled: "wait",
  used_up: "quiet",
  ended: "quiet",
  archived: "quiet",
} as const;

export function DiscountStatus({ state }: { state: DiscountState }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.discounts.state.${state}`)}</Status>;
}
