import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { ENTRY_KINDS } from "@/domain/stock/movements";
import { getStockVariant } from "@/server/catalog/stock/find-variants";
import { countUnitsToSend } from "@/server/orders/fulfillment/count-units-to-send";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { getMovement, listMovements } from "@/server/stock/list-movements";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { EntryDone } from "@/ui/admin/stock/entry-done";
import { LowAtForm } from "@/ui/admin/stock/low-at-form";
import { MovementsTable } from "@/ui/admin/stock/movements-table";
import { StockEntry } from "@/ui/admin/stock/stock-entry";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { enter, limitVariant, undo } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.stock.ledger.title") };
}

const Query = z.object({
  before: z.string().max(20).optional().catch(undefined),
  what: z.enum(ENTRY_KINDS).default("delivery").catch("delivery"),
  done: z.string().max(20).default("").catch(""),
});

type VariantProps = {
  params: Promise<{ variant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function VariantStockPage({ params, searchParams }: VariantProps) {
  const { variant: id } = await params;
  const { before, what, done } = Query.parse(await searchParams);
  const path = `/admin/stock/${encodeURIComponent(id)}`;
  const { role } = await requireAdminOrRedirect("catalog.read", path);
  const variant = await getStockVariant(id);
  if (!variant) notFound();
  const t = await getTranslations();
  const mayChange = isAllowed(role, "stock.write");
  const [{ rows, older }, made, toSend] = await Promise.all([
    listMovements({ variantId: id, before }),
    done ? getMovement(done) : null,
    countUnitsToSend(id),
  ]);
  const locale = shopLocale();
  return (
    <>
      <BackLink href="/admin/stock">{t("admin.frame.page.stock")}</BackLink>
      <AdminTitle>{t("admin.stock.ledger.title")}</AdminTitle>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-8">
        <div>
          {made ? <EntryDone entry={made} undo={mayChange ? undo : undefined} locale={locale} /> : null}
          <StockEntry {...{ variant, toSend, mayChange }} back="variant" chosen={what} action={enter} />
        </div>
        {mayChange && variant.isCounted ? (
          <Section title={t("admin.stock.limit.title")}>
            <LowAtForm
              lowAt={variant.lowAt === null ? "" : String(variant.lowAt)}
              fields={{ variantId: id }}
              labels={{
                lowAt: t("admin.stock.limit.label"),
                hint: t("admin.stock.limit.hint", { lowAt: settings("stock").lowAt }),
                submit: t("admin.stock.limit.submit"),
                pending: t("admin.stock.entry.pending"),
              }}
              action={limitVariant}
            />
          </Section>
        ) : null}
        <Section title={t("admin.stock.ledger.label")}>
          <MovementsTable
            rows={rows}
            locale={locale}
            now={new Date()}
            undo={mayChange ? undo : undefined}
            empty={<Empty title={t("admin.stock.ledger.none")} />}
            pager={
              <Pager
                names={{ back: t("kit.pager.newest"), next: t("kit.pager.older") }}
                backHref={before ? path : null}
                nextHref={older && `${path}?before=${older}`}
              />
            }
          />
        </Section>
      </div>
    </>
  );
}
