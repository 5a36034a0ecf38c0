import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSlips } from "@/server/orders/paper/get-slips";
import { PaperPage } from "@/ui/admin/paper/paper-page";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { type PageQuery, paperHref, readPaperQuery } from "../paper-query";
import { SlipSheets } from "../slip-sheets";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.paper.slips") };
}

export default async function SlipsPage({ searchParams }: { searchParams: PageQuery }) {
  const { paper, ids } = await readPaperQuery(searchParams);
  const path = "/admin/orders/slips";
  await requireAdminOrRedirect("orders.fulfill", paperHref(path, ids, paper));
  const { slips, leftOut } = await getSlips(ids);
  const t = await getTranslations();
  return (
    <PaperPage
      title={t("admin.paper.slipsOf", { orders: slips.length })}
      back={{ href: "/admin/orders?send=1", name: t("admin.orders.view.toSend") }}
      paper={paper}
      hrefOf={(other) => paperHref(path, ids, other)}
      leftOut={leftOut}
      others={[
        { href: paperHref("/admin/orders/pick-list", ids, paper), name: t("admin.paper.pick.title") },
        { href: paperHref("/admin/orders/tracking", ids), name: t("admin.batch.title") },
      ]}
    >
      <SlipSheets slips={slips} paper={paper} />
    </PaperPage>
  );
}
