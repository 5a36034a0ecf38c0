import { useTranslations } from "next-intl";
import type { MailState } from "@/domain/mail/views";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<MailState, StatusTone> = { queued: "wait", sent: "good", kept: "quiet", failed: "bad" };

export function EmailStatus({ state }: { state: MailState }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.emails.state.${state}`)}</Status>;
}
