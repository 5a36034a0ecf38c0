import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { exportCustomer } from "@/server/customers/export-customer";
import { shopLocale } from "@/server/platform/env";
import { PersonView } from "@/ui/admin/customers/person-view";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { PrintButton } from "@/ui/admin/paper/print-button";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.customers.export.title") };
}

type DataProps = { params: Promise<{ id: string }> };

/** One person's data to read and print: the same as the file, and audited as it. */
export default async function DataPage({ params }: DataProps) {
  const { id } = await params;
  const path = `/admin/customers/${id}/data`;
  await requireAdminOrRedirect("customers.export", path);
  await requireConfirmedOrRedirect(path);
  const person = await exportCustomer(id);
  if (!person) notFound();
  const t = await getTranslations();
  return (
    <>
      <div className="print:hidden">
        <BackLink href={`/admin/customers/${id}`}>{person.name ?? person.email}</BackLink>
      </div>
      <AdminTitle
        aside={
          <div className="print:hidden">
            <PrintButton label={t("admin.paper.print")} hint={t("admin.paper.printHint")} />
          </div>
        }
      >
        {t("admin.customers.export.title")}
      </AdminTitle>
      <p className="mt-2 mb-6 max-w-prose text-ink-soft print:hidden">{t("admin.customers.data.sentence")}</p>
      <PersonView person={person} locale={shopLocale()} />
    </>
  );
}
