import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { ENTRY_KINDS } from "@/domain/stock/movements";
import { findVariants, getStockVariant } from "@/server/catalog/stock/find-variants";
import { countLow } from "@/server/catalog/stock/list-low";
import { countUnitsToSend } from "@/server/orders/fulfillment/count-units-to-send";
import { shopLocale } from "@/server/platform/env";
import { getMovement, listMovements } from "@/server/stock/list-movements";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { CodeForm } from "@/ui/admin/stock/code-form";
import { EntryDone } from "@/ui/admin/stock/entry-done";
import { FoundVariants } from "@/ui/admin/stock/found-variants";
import { MovementsTable } from "@/ui/admin/stock/movements-table";
import { StockEntry } from "@/ui/admin/stock/stock-entry";
import { Empty } from "@/ui/kit/table/empty";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { enter, undo } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.stock") };
}

const Query = z.object({
  /** What was scanned or typed. */
  code: z.string().max(200).default("").catch(""),
  /** The variant that was chosen of several. */
  variant: z.string().max(40).default("").catch(""),
  what: z.enum(ENTRY_KINDS).default("delivery").catch("delivery"),
  /** The entry that was just made. */
  done: z.string().max(20).default("").catch(""),
});

type StockProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const LAST = 20;

export default async function StockPage({ searchParams }: StockProps) {
  const { code, variant, what, done } = Query.parse(await searchParams);
  const { role } = await requireAdminOrRedirect("catalog.read", "/admin/stock");
  const t = await getTranslations();
  const mayChange = isAllowed(role, "stock.write");
  const [found, last, made, counts] = await Promise.all([
    variant ? getStockVariant(variant).then((one) => (one ? [one] : [])) : findVariants(code),
    listMovements({ take: LAST }),
    done ? getMovement(done) : null,
    countLow(),
  ]);
  const [only] = found.length === 1 ? found : [];
  const locale = shopLocale();
  return (
    <>
      <AdminTitle
        aside={
          <Link href="/admin/stock/low" className="link">
            {t("admin.stock.low.open", { low: counts.low, soldOut: counts.sold_out })}
          </Link>
        }
      >
        {t("admin.frame.page.stock")}
      </AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("admin.stock.sentence")}</p>
      {made ? <EntryDone entry={made} undo={mayChange ? undo : undefined} locale={locale} /> : null}
      {/* A new one after each entry: it takes the keyboard. */}
      <CodeForm key={`${code} ${variant} ${done}`} code={code} what={what} isNext={only === undefined} />
      {only ? (
        <StockEntry
          variant={only}
          toSend={await countUnitsToSend(only.id)}
          mayChange={mayChange}
          back="quick"
          chosen={what}
          action={enter}
        />
      ) : code || variant ? (
        <FoundVariants code={code} what={what} found={found} />
      ) : null}
      <Section title={t("admin.stock.last.title")} className="mt-8">
        <MovementsTable
          rows={last.rows}
          ofMany
          locale={locale}
          now={new Date()}
          undo={mayChange ? undo : undefined}
          empty={<Empty title={t("admin.stock.last.none")}>{t("admin.stock.last.sentence")}</Empty>}
        />
      </Section>
    </>
  );
}
