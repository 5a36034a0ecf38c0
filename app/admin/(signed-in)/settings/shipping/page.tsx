import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { checkZones } from "@/domain/shipping/check-zones";
import { listRestricted } from "@/server/catalog/list/list-restricted";
import { shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { EnvironmentNotice } from "@/ui/admin/settings/environment-notice";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { AddressTest } from "@/ui/admin/settings/shipping/address-test";
import { SendingFields } from "@/ui/admin/settings/shipping/sending-fields";
import { ZoneFindings } from "@/ui/admin/settings/shipping/zone-findings";
import { ZoneList } from "@/ui/admin/settings/shipping/zone-list";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { saveShipping } from "./actions";
import { shippingFormat } from "./format";
import { type Query, readTested, testAddress } from "./test-address";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.shipping.title") };
}

/** Where orders are sent, for how much and when, and how long they can be withdrawn from. */
export default async function ShippingSettingsPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireAdminOrRedirect("settings.write", "/admin/settings/shipping");
  const view = await getSettings("shipping");
  const query = await searchParams;
  const format = shippingFormat();
  const tested = readTested(query, view.values.zones[0]?.places[0]?.country);
  const t = await getTranslations();
  return (
    <SettingsFrame
      title={t("admin.settings.shipping.title")}
      sentence={t("admin.settings.shipping.sentence")}
    >
      <EnvironmentNotice environment={view.environment} locale={shopLocale()} />
      <Section title={t("admin.settings.field.zones")}>
        <div className="grid gap-4">
          <ZoneFindings findings={checkZones(view.values.zones)} format={format} />
          <div>
            <ZoneList zones={view.values.zones} format={format} />
          </div>
        </div>
      </Section>
      <Section id="test" title={t("admin.shipping.test.title")}>
        <AddressTest
          typed={tested}
          answer={query.country === undefined ? null : testAddress(tested, view.values, format)}
          restricted={query.country === undefined ? [] : await listRestricted()}
          format={format}
        />
      </Section>
      <Section title={t("admin.shipping.sending")}>
        <SettingsForm
          seen={view.version}
          labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
          action={saveShipping}
        >
          <SendingFields shipping={view.values} locale={shopLocale()} />
        </SettingsForm>
      </Section>
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
