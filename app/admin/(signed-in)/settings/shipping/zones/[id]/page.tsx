import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { checkZones } from "@/domain/shipping/check-zones";
import { getSettings } from "@/server/settings/get-settings";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { ZoneFields } from "@/ui/admin/settings/shipping/zone-fields";
import { ZoneFindings } from "@/ui/admin/settings/shipping/zone-findings";
import { PressForm } from "@/ui/kit/form/press-form";
import { requireAdminOrRedirect } from "../../../../../require-admin-or-redirect";
import { removeZone, saveZone } from "../../actions";
import { shippingFormat } from "../../format";

type ZoneProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.field.zones") };
}

/** One zone: its places and its rates. */
export default async function ZonePage({ params }: ZoneProps) {
  const id = decodeURIComponent((await params).id);
  await requireAdminOrRedirect("settings.write", "/admin/settings/shipping");
  const { version, values } = await getSettings("shipping");
  const zone = values.zones.find((one) => one.id === id) ?? null;
  if (zone === null && id !== "new") notFound();
  const format = shippingFormat();
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/settings/shipping">{t("admin.settings.shipping.title")}</BackLink>
      <AdminTitle>{zone?.name ?? t("admin.shipping.newZone")}</AdminTitle>
      <div className="mt-6 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
        {zone ? <ZoneFindings findings={checkZones(values.zones)} format={format} /> : null}
        <SettingsForm
          seen={version}
          labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
          action={saveZone}
        >
          <ZoneFields zone={zone} format={format} />
        </SettingsForm>
        {zone && values.zones.length > 1 ? (
          <div className="border-t border-line-strong pt-4">
            <PressForm
              fields={{ zone: zone.id, seen: String(version) }}
              label={t("admin.shipping.removeZone")}
              pending={t("admin.settings.saving")}
              action={removeZone}
            />
          </div>
        ) : null}
      </div>
    </>
  );
}
