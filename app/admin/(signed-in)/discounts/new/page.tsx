import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NEW_DISCOUNT } from "@/domain/discounts/read-discount";
import { listDiscountCollections } from "@/server/discounts/admin/list-discounts";
import { DiscountForm } from "@/ui/admin/discounts/discount-form";
import { discountLabels } from "@/ui/admin/discounts/discount-labels";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { save } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.discounts.new") };
}

export default async function NewDiscountPage() {
  await requireAdminOrRedirect("catalog.write", "/admin/discounts/new");
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/discounts">{t("admin.frame.page.discounts")}</BackLink>
      <AdminTitle>{t("admin.discounts.new")}</AdminTitle>
      <div className="mt-5 max-w-2xl">
        <DiscountForm
          id={null}
          base={0}
          discount={NEW_DISCOUNT}
          collections={await listDiscountCollections()}
          labels={discountLabels(t)}
          action={save}
        />
      </div>
    </>
  );
}
