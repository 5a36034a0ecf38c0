import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { PageTitle } from "@/ui/shop/frame/page-title";
import { FindOrderForm } from "@/ui/shop/returns/find-order-form";
import { sendLink } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.return.find.title") };
}

export default async function WithdrawPage() {
  requireSurface("shop");
  const t = await getTranslations();
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.return.find.title")}</PageTitle>
      <p className="mt-4 max-w-prose text-ink-soft">
        {t("shop.return.find.sentence", { days: settings("shipping").withdrawalDays })}
      </p>
      <div className="mt-8 max-w-md">
        <FindOrderForm
          labels={{
            number: t("shop.return.find.number"),
            numberHint: t("shop.return.find.numberHint"),
            email: t("shop.return.find.email"),
            emailHint: t("shop.return.find.emailHint"),
            submit: t("shop.return.find.submit"),
            sending: t("shop.return.find.sending"),
          }}
          action={sendLink}
        />
      </div>
    </div>
  );
}
