import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { DISCOUNT_STATES } from "@/domain/discounts/discount";
import { listDiscounts } from "@/server/discounts/admin/list-discounts";
import { shopLocale } from "@/server/platform/env";
import { DiscountsTable } from "@/ui/admin/discounts/discounts-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { LinkButton } from "@/ui/kit/form/link-button";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.discounts") };
}

const Query = z.object({
  state: z.enum(DISCOUNT_STATES).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000).default(1).catch(1),
});

type DiscountsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DiscountsPage({ searchParams }: DiscountsProps) {
  const { role } = await requireAdminOrRedirect("catalog.read", "/admin/discounts");
  const { state, page } = Query.parse(await searchParams);
  const { rows, hasMore } = await listDiscounts(state ?? null, page);
  const t = await getTranslations();
  const hrefOf = (to: { state?: string | undefined; page?: number }) => {
    const asked = new URLSearchParams({
      ...(to.state ? { state: to.state } : {}),
      ...(to.page && to.page > 1 ? { page: String(to.page) } : {}),
    }).toString();
    return asked ? `/admin/discounts?${asked}` : "/admin/discounts";
  };
  return (
    <>
      <AdminTitle
        aside={
          isAllowed(role, "catalog.write") ? (
            <LinkButton href="/admin/discounts/new" prefetch={false} size="small">
              {t("admin.discounts.new")}
            </LinkButton>
          ) : null
        }
      >
        {t("admin.frame.page.discounts")}
      </AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("admin.discounts.sentence")}</p>
      <nav aria-label={t("admin.discounts.states")} className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {[undefined, ...DISCOUNT_STATES].map((one) => (
          <Link
            key={one ?? "all"}
            href={hrefOf({ state: one })}
            prefetch={false}
            aria-current={one === state ? "page" : undefined}
            className="link aria-[current=page]:font-medium aria-[current=page]:no-underline"
          >
            {one ? t(`admin.discounts.state.${one}`) : t("admin.discounts.all")}
          </Link>
        ))}
      </nav>
      <DiscountsTable
        rows={rows}
        locale={shopLocale()}
        empty={
          <Empty title={t(state ? "admin.discounts.none.ofState" : "admin.discounts.none.title")}>
            {state ? null : t("admin.discounts.none.sentence")}
          </Empty>
        }
        pager={
          <Pager
            names={{ back: t("admin.discounts.newer"), next: t("admin.discounts.older") }}
            backHref={page > 1 ? hrefOf({ state, page: page - 1 }) : null}
            nextHref={hasMore ? hrefOf({ state, page: page + 1 }) : null}
          />
        }
      />
    </>
  );
}
