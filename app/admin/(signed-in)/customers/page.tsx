import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { listCustomers } from "@/server/customers/list-customers";
import { listTags } from "@/server/customers/save-tags";
import { shopLocale } from "@/server/platform/env";
import { hideWords, readWords } from "@/server/platform/requests/hidden-words";
import { CustomersTable } from "@/ui/admin/customers/customers-table";
import { TagFilter } from "@/ui/admin/customers/tag-filter";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { FocusedNotice } from "@/ui/kit/focused-notice";
import { buttonClass } from "@/ui/kit/form/button";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { searchCustomers } from "./actions";
import { customersFileHref, customersHref } from "./customers-href";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.customers") };
}

const Query = z.object({
  q: z.string().max(1_200).default("").catch(""),
  tag: z.string().max(100).default("").catch(""),
  after: z.string().max(80).optional().catch(undefined),
  /** Of a person who was just erased: how many orders stay. */
  erased: z.coerce.number().int().min(0).optional().catch(undefined),
});

type CustomersProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CustomersPage({ searchParams }: CustomersProps) {
  const { after, erased, ...asked } = Query.parse(await searchParams);
  const { q, tag } = asked;
  const { role } = await requireAdminOrRedirect("customers.read", customersHref(asked, after));
  const words = readWords(q);
  // An address that was typed.
  if (words === null) redirect(customersHref({ q: hideWords(q.slice(0, 200)), tag }));
  const t = await getTranslations();
  const [{ rows, older }, tags] = await Promise.all([listCustomers(words, tag, after), listTags()]);
  return (
    <>
      <AdminTitle
        aside={
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Link href="/admin/customers/retention" className="link">
              {t("admin.retention.open")}
            </Link>
            {isAllowed(role, "customers.export") ? (
              <a href={customersFileHref(asked)} className={buttonClass("plain", "small")}>
                <Download aria-hidden className="size-3.5" /> {t("admin.exports.open")}
              </a>
            ) : null}
            <RowKeys />
          </div>
        }
      >
        {t("admin.frame.page.customers")}
      </AdminTitle>
      {erased === undefined ? null : (
        <FocusedNotice tone="good" role="status" className="mt-4">
          {t("admin.customers.erased", { count: erased })}
        </FocusedNotice>
      )}
      <AdminSearch
        key={words}
        search={searchCustomers}
        label={t("admin.customers.search")}
        placeholder={t("admin.customers.searchPlaceholder")}
        words={words}
        fields={{ tag }}
      />
      <TagFilter q={q} tag={tag} tags={tags} />
      <CustomersTable
        rows={rows}
        locale={shopLocale()}
        now={new Date()}
        empty={<NoCustomers isSearch={words !== "" || tag !== ""} />}
        pager={
          <Pager
            names={{ back: t("kit.pager.newest"), next: t("kit.pager.older") }}
            backHref={after ? customersHref(asked) : null}
            nextHref={older && customersHref(asked, older)}
          />
        }
      />
    </>
  );
}

function NoCustomers({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations();
  if (!isSearch)
    return <Empty title={t("admin.customers.none.title")}>{t("admin.customers.none.sentence")}</Empty>;
  return (
    <Empty title={t("admin.customers.noMatch.title")}>
      {t.rich("admin.customers.noMatch.sentence", {
        link: (text) => (
          <a href="/admin/customers" className="link">
            {text}
          </a>
        ),
      })}
    </Empty>
  );
}
