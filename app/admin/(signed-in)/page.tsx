import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import type { TakingsView } from "@/domain/today/views";
import { listGoingLive } from "@/server/monitoring/list-going-live";
import { getLiveState } from "@/server/orders/admin/get-live-state";
import { shopLocale } from "@/server/platform/env";
import { getFigures } from "@/server/today/get-figures";
import { listWaiting } from "@/server/today/list-waiting";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Proof } from "@/ui/admin/reports/proof";
import { StepsChart } from "@/ui/admin/reports/steps-chart";
import { Takings } from "@/ui/admin/today/takings";
import { WaitingList } from "@/ui/admin/today/waiting-list";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../require-admin-or-redirect";
import { Live } from "./live";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.today") };
}

export default async function TodayPage() {
  const { role } = await requireAdminOrRedirect("orders.read", "/admin");
  const t = await getTranslations();
  const live = await getLiveState();
  const waiting = await listWaiting();
  const shown = { locale: shopLocale(), now: new Date() };
  return (
    <>
      <Live shown={live} />
      <AdminTitle>{t("admin.frame.page.today")}</AdminTitle>
      {isAllowed(role, "settings.write") ? <GoingLive /> : null}
      <div className="mt-4 grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-10">
        <WaitingList waiting={waiting} {...shown} />
        {isAllowed(role, "orders.money") ? <Money figures={await getFigures()} {...shown} /> : null}
      </div>
    </>
  );
}

/** Until everything is done. */
async function GoingLive() {
  const t = await getTranslations();
  const open = (await listGoingLive()).filter(({ isDone }) => !isDone).length;
  if (open === 0) return null;
  return (
    <p className="mt-2">
      <Link href="/admin/settings/going-live" prefetch={false} className="link">
        {t("admin.today.goingLive", { open })}
      </Link>
    </p>
  );
}

type MoneyProps = { figures: TakingsView; locale: string; now: Date };

function Money({ figures, locale, now }: MoneyProps) {
  const t = useTranslations();
  return (
    <Section
      title={t("admin.today.money")}
      aside={<Proof checked={figures.checked} locale={locale} now={now} />}
    >
      <Takings periods={figures.periods} locale={locale} />
      <div className="mt-8">
        <StepsChart steps={figures.days} step="day" locale={locale} />
      </div>
      <p className="mt-3 max-w-prose text-ink-soft">{t("admin.today.meaning")}</p>
    </Section>
  );
}
