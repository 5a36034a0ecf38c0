import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { listShippingOptions } from "@/server/orders/admin/list-shipping-options";
import { hideWords, readWords } from "@/server/platform/requests/hidden-words";
import { ExportForm } from "@/ui/admin/exports/export-form";
import { BackLink } from "@/ui/admin/frame/back-link";
import { ordersHref } from "@/ui/admin/orders/list/orders-href";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../require-admin-or-redirect";
import { exportHref, readExportQuery } from "./export-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.exports.title") };
}

type ExportProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ExportPage({ searchParams }: ExportProps) {
  const { values, fault } = readExportQuery(await searchParams);
  await requireAdminOrRedirect("orders.export", exportHref(values));
  // Here already, so that the button brings the file.
  await requireConfirmedOrRedirect(exportHref(values));
  const { list } = values;
  const words = readWords(list.q);
  // An address that was typed.
  if (words === null)
    redirect(exportHref({ ...values, list: { ...list, q: hideWords(list.q.slice(0, 200)) } }));
  const options = list.shipping === "" ? [] : await listShippingOptions();
  const shipping = options.find(({ code }) => code === list.shipping)?.label ?? list.shipping;
  const t = await getTranslations();
  return (
    <>
      <BackLink href={ordersHref(list)}>{t("admin.orders.title")}</BackLink>
      <h1 className="mt-1 mb-2 font-heading text-2xl font-semibold tracking-tight">
        {t("admin.exports.title")}
      </h1>
      <p className="mb-5 max-w-xl text-ink-soft">{t("admin.exports.sentence")}</p>
      <ExportForm values={values} words={words} fault={fault} shipping={shipping} />
    </>
  );
}
