import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MIN_CONTRAST } from "@/domain/settings/accent";
import type { SettingsView } from "@/domain/settings/views";
import { getNextOrderNumber } from "@/server/orders/numbers/start-order-numbers";
import { shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { MAX_PICTURE_BYTES } from "@/server/settings/save-picture";
import { EnvironmentNotice } from "@/ui/admin/settings/environment-notice";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { NumbersForm } from "@/ui/admin/settings/shop/numbers-form";
import { PictureForm } from "@/ui/admin/settings/shop/picture-form";
import { ShopFields } from "@/ui/admin/settings/shop/shop-fields";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { saveShop, saveShopPicture, startNumbers } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.shop.title") };
}

/** Who the shop is and how it looks and writes. */
export default async function ShopSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/shop");
  const [view, next] = await Promise.all([getSettings("shop"), getNextOrderNumber()]);
  const t = await getTranslations();
  return (
    <SettingsFrame
      title={t("admin.settings.shop.title")}
      sentence={t("admin.settings.shop.sentence", { contrast: MIN_CONTRAST })}
    >
      <EnvironmentNotice environment={view.environment} locale={shopLocale()} />
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={saveShop}
      >
        <ShopFields shop={view.values} />
      </SettingsForm>
      <Pictures view={view} />
      <Section title={t("admin.settings.numbers.title")}>
        <p className="mb-3 max-w-prose text-ink-soft">{t("admin.settings.numbers.sentence", { next })}</p>
        <NumbersForm
          next={next}
          labels={{
            from: t("admin.settings.numbers.from"),
            submit: t("admin.settings.numbers.submit"),
            saving: t("admin.settings.saving"),
          }}
          action={startNumbers}
        />
      </Section>
      <SettingsHistory {...view} subject="shop" locale={shopLocale()} now={new Date()} restore={restore} />
    </SettingsFrame>
  );
}

async function Pictures({ view: { values, version } }: { view: SettingsView<"shop"> }) {
  const t = await getTranslations();
  const labels = (which: "logo" | "darkLogo" | "favicon") => ({
    name: t(`admin.settings.field.${which}`),
    hint: t(`admin.settings.picture.hint.${which}`),
    upload: t("admin.settings.picture.upload"),
    uploading: t("admin.settings.picture.uploading"),
    remove: t("admin.settings.picture.remove"),
  });
  const form = { seen: version, action: saveShopPicture };
  return (
    <Section title={t("admin.settings.picture.title")}>
      <p className="mb-4 max-w-prose text-ink-soft">
        {t("admin.settings.picture.sentence", { kilobytes: MAX_PICTURE_BYTES / 1024 })}
      </p>
      <div className="grid gap-6 sm:grid-cols-2">
        <PictureForm which="logo" picture={values.logo} labels={labels("logo")} {...form} />
        <PictureForm
          which="darkLogo"
          picture={values.darkLogo}
          isDark
          labels={labels("darkLogo")}
          {...form}
        />
        <PictureForm which="favicon" picture={values.favicon} labels={labels("favicon")} {...form} />
      </div>
    </Section>
  );
}
