import { useTranslations } from "next-intl";
import type { PersonRow } from "@/domain/accounts/views";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<PersonRow["state"], StatusTone> = { active: "good", invited: "wait", disabled: "quiet" };

export function PersonStatus({ state }: { state: PersonRow["state"] }) {
  const t = useTranslations();
  return <Status tone={TONES[state]}>{t(`admin.people.state.${state}`)}</Status>;
}
