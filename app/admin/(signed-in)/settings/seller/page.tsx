import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { blockMark } from "@/domain/content/blocks";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { SellerFields } from "@/ui/admin/settings/seller/seller-fields";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { saveSeller } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.seller.title") };
}

/** Who sells: what the law wants said of a shop. */
export default async function SellerSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/seller");
  const view = await getSettings("seller");
  const t = await getTranslations();
  return (
    <SettingsFrame
      title={t("admin.settings.seller.title")}
      sentence={t("admin.settings.seller.sentence", { block: blockMark("seller") })}
    >
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={saveSeller}
      >
        <SellerFields seller={view.values} shop={settings("shop")} locale={shopLocale()} />
      </SettingsForm>
      <SettingsHistory {...view} subject="seller" locale={shopLocale()} now={new Date()} restore={restore} />
    </SettingsFrame>
  );
}
