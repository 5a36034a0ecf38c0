import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { planBulk } from "@/domain/catalog/edits/plan-edits";
import { getEditedProducts } from "@/server/catalog/edit/get-edited-products";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { env } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { BulkFields } from "@/ui/admin/products/edits/bulk-fields";
import { CellFields } from "@/ui/admin/products/edits/cell-fields";
import { EditsForm } from "@/ui/admin/products/edits/edits-form";
import { Notice } from "@/ui/kit/notice";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { changeProducts } from "./actions";
import { bulkStep, readBulkQuery } from "./bulk-query";
import { editsLabels, showReview } from "./show-edits";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.products.edits.title") };
}

type ChangeProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Many products at once: their cells as fields, or one step for all of them, with its review. */
export default async function ChangePage({ searchParams }: ChangeProps) {
  const query = readBulkQuery(await searchParams);
  const { role } = await requireAdminOrRedirect(
    query.step === "edit" ? "stock.write" : "catalog.write",
    "/admin/products",
  );
  const t = await getTranslations();
  const products = await getEditedProducts(query.ids);
  // What is in a collection with a rule, the rule alone says.
  const collections =
    query.step === "collection" ? (await listCollectionNames()).filter(({ isByHand }) => isByHand) : [];
  const isKnown = query.step !== "collection" || collections.some(({ title }) => title === query.name);
  const step = isKnown ? bulkStep(query, env().SHOP_CURRENCY) : null;
  const plan = step && step !== "fault" ? planBulk(products, step) : null;
  return (
    <>
      <BackLink href="/admin/products">{t("admin.frame.page.products")}</BackLink>
      <AdminTitle>{t(`admin.products.edits.step.${query.step}`)}</AdminTitle>
      <p className="mt-1 max-w-xl text-ink-soft">
        {t(`admin.products.edits.intro.${query.step}`, { products: products.length })}
      </p>
      {products.length === 0 ? (
        <Notice tone="wait" className="mt-4" title={t("admin.products.edits.noneChosen")} />
      ) : query.step === "edit" ? (
        <EditsForm
          initial={null}
          labels={editsLabels(t)}
          action={changeProducts}
          fields={{
            body: <CellFields products={products} hasPrices={isAllowed(role, "catalog.write")} />,
            submit: t("admin.products.edits.review"),
          }}
        />
      ) : (
        <>
          <BulkFields query={query} isFaulty={step === "fault"} collections={collections} />
          {plan ? (
            <EditsForm
              key={JSON.stringify(query)}
              initial={showReview(
                plan.edits,
                products,
                plan.belowZero.map((title) => t("admin.products.edits.belowZero", { title })),
                t,
              )}
              labels={editsLabels(t)}
              action={changeProducts}
            />
          ) : null}
        </>
      )}
    </>
  );
}
