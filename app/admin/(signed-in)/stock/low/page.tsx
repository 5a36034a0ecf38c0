import clsx from "clsx";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { LOW_STATES } from "@/domain/stock/views";
import { countLow, listLow } from "@/server/catalog/stock/list-low";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { LowAtForm } from "@/ui/admin/stock/low-at-form";
import { LowTable } from "@/ui/admin/stock/low-table";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { limitAll } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.stock.low.title") };
}

const Query = z.object({
  state: z.enum(LOW_STATES).default("low").catch("low"),
  after: z.string().max(60).optional().catch(undefined),
});

type LowProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const hrefOf = (state: string, after?: string) =>
  `/admin/stock/low?${new URLSearchParams({ state, ...(after ? { after } : {}) })}`;

export default async function LowStockPage({ searchParams }: LowProps) {
  const { state, after } = Query.parse(await searchParams);
  const { role } = await requireAdminOrRedirect("catalog.read", hrefOf(state, after));
  const t = await getTranslations();
  const [{ rows, next }, counts] = await Promise.all([listLow(state, after), countLow()]);
  const { lowAt } = settings("stock");
  return (
    <>
      <BackLink href="/admin/stock">{t("admin.frame.page.stock")}</BackLink>
      <AdminTitle aside={<RowKeys />}>{t("admin.stock.low.title")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("admin.stock.low.sentence", { lowAt })}</p>
      <nav aria-label={t("admin.stock.low.title")} className="mb-3 flex gap-4">
        {LOW_STATES.map((one) => (
          <Link
            key={one}
            href={hrefOf(one)}
            aria-current={one === state ? "page" : undefined}
            className={clsx("py-1.5", one === state ? "border-b-2 border-accent font-medium" : "link")}
          >
            {t(`admin.stock.low.tab.${one}`, { count: counts[one] })}
          </Link>
        ))}
      </nav>
      <LowTable
        rows={rows}
        shopLowAt={lowAt}
        empty={<Empty title={t(`admin.stock.low.none.${state}`)}>{t("admin.stock.low.none.sentence")}</Empty>}
        pager={
          <Pager
            names={{ back: t("kit.pager.back"), next: t("kit.pager.next") }}
            backHref={after ? hrefOf(state) : null}
            nextHref={next && hrefOf(state, next)}
          />
        }
      />
      {isAllowed(role, "settings.write") ? (
        <Section title={t("admin.stock.limit.all")} className="mt-8">
          <LowAtForm
            lowAt={String(lowAt)}
            fields={{ seen: String((await getSettings("stock")).version) }}
            isRequired
            labels={{
              lowAt: t("admin.stock.limit.label"),
              hint: t("admin.stock.limit.allHint"),
              submit: t("admin.stock.limit.submit"),
              pending: t("admin.stock.entry.pending"),
            }}
            action={limitAll}
          />
        </Section>
      ) : null}
    </>
  );
}
