import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { MAX_COUNTED, MAX_DAYS, MIN_DAYS, type RetentionView } from "@/domain/customers/retention";
import { formatMoment } from "@/domain/format-time";
import { getRetention } from "@/server/customers/retention/save-retention";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { RetentionForm } from "@/ui/admin/customers/retention-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { Moment } from "@/ui/kit/moment";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { saveDays } from "./actions";

const PATH = "/admin/customers/retention";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.retention.title") };
}

/** How long the shop keeps what of whom, what it deletes next, and what it deleted last. */
export default async function RetentionPage() {
  const { role } = await requireAdminOrRedirect("customers.read", PATH);
  const { rules, nextAt } = await getRetention();
  const t = await getTranslations();
  const canChange = isAllowed(role, "customers.erase");
  return (
    <>
      <BackLink href="/admin/customers">{t("admin.frame.page.customers")}</BackLink>
      <AdminTitle>{t("admin.retention.title")}</AdminTitle>
      <p className="mt-2 max-w-prose text-ink-soft">{t("admin.retention.sentence")}</p>
      <div className="mt-6 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-7">
        {rules.map((rule) => (
          <Section key={rule.rule} title={t(`admin.retention.rule.${rule.rule}.title`)}>
            <div className="grid gap-3">
              <p className="text-ink-soft">{t(`admin.retention.rule.${rule.rule}.sentence`)}</p>
              <State rule={rule} nextAt={nextAt} />
              {canChange ? (
                <RetentionForm
                  rule={rule.rule}
                  days={rule.days}
                  limits={{ min: MIN_DAYS[rule.rule], max: MAX_DAYS }}
                  labels={{
                    days: t("admin.retention.days"),
                    hint: t("admin.retention.hint", { min: MIN_DAYS[rule.rule] }),
                    submit: t("admin.retention.submit"),
                    off: t("admin.retention.off"),
                    saving: t("admin.retention.saving"),
                  }}
                  action={saveDays}
                />
              ) : null}
            </div>
          </Section>
        ))}
      </div>
    </>
  );
}

async function State({ rule, nextAt }: { rule: RetentionView; nextAt: Date }) {
  const t = await getTranslations();
  const shown = { locale: shopLocale(), now: new Date() };
  const { days, next, done, startedAt, finishedAt, changedAt, changedBy } = rule;
  const isRunning = startedAt !== null && finishedAt !== null && startedAt > finishedAt;
  const at = formatMoment(nextAt, shown.locale, shopTimeZone());
  const moment = (time: Date) => () => <Moment at={time} {...shown} />;
  return (
    <div className="grid gap-0.5">
      <p className="font-medium">
        {days === null ? t("admin.retention.isOff") : t("admin.retention.isOn", { days })}
      </p>
      {days === null ? null : (
        <p>
          {next > MAX_COUNTED
            ? t("admin.retention.nextMany", { count: MAX_COUNTED, at })
            : t(`admin.retention.rule.${rule.rule}.next`, { count: next, at })}
        </p>
      )}
      {isRunning ? <p>{t("admin.retention.running", { count: done })}</p> : null}
      {startedAt && !isRunning ? (
        <p className="text-ink-soft">
          {t.rich("admin.retention.last", { count: done, time: moment(startedAt) })}
        </p>
      ) : null}
      {changedAt ? (
        <p className="text-ink-soft">
          {t.rich("admin.retention.changed", { name: changedBy ?? "", time: moment(changedAt) })}
        </p>
      ) : null}
    </div>
  );
}
