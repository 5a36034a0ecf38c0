import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env, shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { EnvironmentNotice } from "@/ui/admin/settings/environment-notice";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { ShippingFields } from "@/ui/admin/settings/shipping/shipping-fields";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { saveShipping } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.shipping.title") };
}

/** Where orders are sent and for how much, and how long they can be withdrawn from. */
export default async function ShippingSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/shipping");
  const view = await getSettings("shipping");
  const t = await getTranslations();
  return (
    <SettingsFrame
      title={t("admin.settings.shipping.title")}
      sentence={t("admin.settings.shipping.sentence")}
    >
      <EnvironmentNotice environment={view.environment} locale={shopLocale()} />
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={saveShipping}
      >
        <ShippingFields shipping={view.values} currency={env().SHOP_CURRENCY} locale={shopLocale()} />
      </SettingsForm>
      <SettingsHistory
        {...view}
        subject="shipping"
        locale={shopLocale()}
        now={new Date()}
        restore={restore}
      />
    </SettingsFrame>
  );
}
