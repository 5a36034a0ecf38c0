import Link from "next/link";
import { useTranslations } from "next-intl";
import type { LastCheck } from "@/domain/reconciliation/views";
import { Moment } from "../../kit/moment";

type ProofProps = { checked: LastCheck | null; locale: string; now: Date };

// A check runs every day; one that is older than that and some hours has not come.
const STALE_MS = 30 * 3_600_000;

/** How far the records behind these sums agreed with Stripe when they were compared last. */
export function Proof({ checked, locale, now }: ProofProps) {
  const t = useTranslations();
  const time = checked && <Moment at={checked.at} locale={locale} now={now} />;
  return (
    <Link href="/admin/reconciliation" prefetch={false} className="link">
      {checked
        ? t.rich(`admin.reports.proof.${stateOf(checked, now)}`, {
            count: checked.differences,
            time: () => time,
          })
        : t("admin.reports.proof.never")}
    </Link>
  );
}

function stateOf({ at, differences, isComplete }: LastCheck, now: Date) {
  if (differences > 0) return "differs";
  if (!isComplete) return "inPart";
  return now.getTime() - at.getTime() > STALE_MS ? "stale" : "agrees";
}
