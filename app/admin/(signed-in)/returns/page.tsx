import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { REFUND_DAYS } from "@/domain/returns/window";
import { getLiveState } from "@/server/orders/admin/get-live-state";
import { listReturns } from "@/server/orders/returns/list-returns";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ReturnsTable } from "@/ui/admin/returns/returns-table";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { Live } from "../live";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.returns") };
}

type ReturnsProps = { searchParams: Promise<{ after?: string | string[] }> };

const hrefOf = (place: string) => `/admin/returns?after=${encodeURIComponent(place)}`;

export default async function ReturnsPage({ searchParams }: ReturnsProps) {
  const { after } = await searchParams;
  const place = typeof after === "string" ? after : undefined;
  await requireAdminOrRedirect("orders.read", place ? hrefOf(place) : "/admin/returns");
  const t = await getTranslations();
  const live = await getLiveState();
  const { rows, next } = await listReturns(place);
  return (
    <>
      <Live shown={live} />
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.returns")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {t("admin.returns.sentence", { days: REFUND_DAYS })}
      </p>
      <ReturnsTable
        rows={rows}
        locale={shopLocale()}
        now={new Date()}
        empty={<Empty title={t("admin.returns.none.title")}>{t("admin.returns.none.sentence")}</Empty>}
        pager={
          <Pager
            names={{ back: t("admin.returns.oldest"), next: t("admin.returns.newer") }}
            backHref={place ? "/admin/returns" : null}
            nextHref={next && hrefOf(next)}
          />
        }
      />
    </>
  );
}
