import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getSlips } from "@/server/orders/paper/get-slips";
import { PaperPage } from "@/ui/admin/paper/paper-page";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";
import { type PageQuery, paperHref, readPaperQuery } from "../../paper-query";
import { SlipSheets } from "../../slip-sheets";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.paper.slip") };
}

type SlipProps = { params: Promise<{ id: string }>; searchParams: PageQuery };

export default async function SlipPage({ params, searchParams }: SlipProps) {
  const { id } = await params;
  const path = `/admin/orders/${id}/slip`;
  await requireAdminOrRedirect("orders.fulfill", path);
  const { paper } = await readPaperQuery(searchParams);
  const { slips, leftOut } = await getSlips([id]);
  const number = (slips[0] ?? leftOut[0])?.number;
  if (number === undefined) notFound();
  const t = await getTranslations();
  return (
    <PaperPage
      title={t("admin.paper.slipOf", { number })}
      back={{ href: `/admin/orders/${id}`, name: t("admin.orders.heading", { number }) }}
      paper={paper}
      hrefOf={(other) => paperHref(path, [], other)}
      leftOut={leftOut}
    >
      <SlipSheets slips={slips} paper={paper} />
    </PaperPage>
  );
}
