import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { EVENT_STATES } from "@/domain/webhooks/views";
import { getWebhookHealth } from "@/server/monitoring/get-webhook-health";
import { shopLocale } from "@/server/platform/env";
import { COUNTED, countEvents, listEvents } from "@/server/webhooks/list-events";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { EventsTable } from "@/ui/admin/webhooks/events-table";
import { EventsViews } from "@/ui/admin/webhooks/events-views";
import { WebhookHealthSection } from "@/ui/admin/webhooks/webhook-health-section";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.webhooks") };
}

const Query = z.object({
  state: z.enum(EVENT_STATES).optional().catch(undefined),
  after: z.string().max(300).optional().catch(undefined),
});

type EventsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EventsPage({ searchParams }: EventsProps) {
  const { state, after } = Query.parse(await searchParams);
  const hrefOf = (place: string | undefined) => {
    const query = new URLSearchParams({ ...(state ? { state } : {}), ...(place ? { after: place } : {}) });
    return query.size === 0 ? "/admin/webhooks" : `/admin/webhooks?${query}`;
  };
  await requireAdminOrRedirect("webhooks.read", hrefOf(after));
  const t = await getTranslations();
  const [health, counts, page] = await Promise.all([
    getWebhookHealth(),
    countEvents(),
    listEvents(state, after),
  ]);
  const view = { locale: shopLocale(), now: new Date() };
  return (
    <>
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.webhooks")}</AdminTitle>
      <p className="mt-1 max-w-prose text-ink-soft">{t("admin.webhooks.sentence")}</p>
      <WebhookHealthSection health={health} {...view} />
      <EventsViews shown={state} counts={counts} counted={COUNTED} locale={view.locale} />
      <EventsTable
        rows={page.rows}
        empty={
          <Empty title={t(state ? "admin.webhooks.noneInState" : "admin.webhooks.none.title")}>
            {state ? null : t("admin.webhooks.none.sentence")}
          </Empty>
        }
        pager={
          <Pager
            names={{ back: t("kit.pager.newest"), next: t("kit.pager.older") }}
            backHref={after ? hrefOf(undefined) : null}
            nextHref={page.older && hrefOf(page.older)}
          />
        }
        {...view}
      />
    </>
  );
}
