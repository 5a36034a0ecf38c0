import { useTranslations } from "next-intl";
import { daysLeft } from "@/domain/returns/window";
import { Status } from "../../kit/status";

/** Fewer than these are loud. */
const FEW_DAYS = 4;

/** How long the law leaves to refund; nothing where it says nothing. */
export function DaysLeft({ dueAt, now }: { dueAt: Date | null; now: Date }) {
  const t = useTranslations();
  if (!dueAt)
    return (
      <span className="text-ink-soft">
        <span aria-hidden>–</span>
        <span className="sr-only">{t("admin.returns.noDay")}</span>
      </span>
    );
  const days = daysLeft(dueAt, now);
  if (days < 0) return <Status tone="bad">{t("admin.returns.overdue", { days: -days })}</Status>;
  const text = t("admin.returns.daysLeft", { days });
  return days < FEW_DAYS ? <Status tone="bad">{text}</Status> : <span>{text}</span>;
}
