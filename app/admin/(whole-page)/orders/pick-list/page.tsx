import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { pickList } from "@/domain/fulfillment/paper";
import { getSlips } from "@/server/orders/paper/get-slips";
import { PaperPage } from "@/ui/admin/paper/paper-page";
import { PickSheet } from "@/ui/admin/paper/pick-sheet";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { type PageQuery, paperHref, readPaperQuery } from "../paper-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.paper.pick.title") };
}

export default async function PickListPage({ searchParams }: { searchParams: PageQuery }) {
  const { paper, ids } = await readPaperQuery(searchParams);
  const path = "/admin/orders/pick-list";
  await requireAdminOrRedirect("orders.fulfill", paperHref(path, ids, paper));
  const { slips, leftOut } = await getSlips(ids);
  const rows = pickList(slips);
  const t = await getTranslations();
  const format = await getFormatter();
  return (
    <PaperPage
      title={t("admin.paper.pick.title")}
      back={{ href: "/admin/orders?send=1", name: t("admin.orders.view.toSend") }}
      paper={paper}
      hrefOf={(other) => paperHref(path, ids, other)}
      leftOut={leftOut}
      others={[
        { href: paperHref("/admin/orders/slips", ids, paper), name: t("admin.paper.slips") },
        { href: paperHref("/admin/orders/tracking", ids), name: t("admin.batch.title") },
      ]}
    >
      {rows.length > 0 ? (
        <PickSheet
          rows={rows}
          orders={slips.filter(({ isSent }) => !isSent).length}
          paper={paper}
          printed={format.dateTime(new Date(), { dateStyle: "medium", timeStyle: "short" })}
        />
      ) : (
        <p className="text-ink-soft print:hidden">{t("admin.paper.pick.nothing")}</p>
      )}
    </PaperPage>
  );
}
