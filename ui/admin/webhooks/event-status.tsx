import { useTranslations } from "next-intl";
import type { EventState } from "@/domain/webhooks/views";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<EventState, StatusTone> = {
  received: "wait",
  applied: "good",
  ignored: "quiet",
  dead: "bad",
};

export function EventStatus({ state }: { state: EventState }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.webhooks.state.${state}`)}</Status>;
}
