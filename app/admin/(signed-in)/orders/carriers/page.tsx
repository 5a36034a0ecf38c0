import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { carrierChoices } from "@/domain/fulfillment/carriers";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import type { Translate } from "@/messages/messages";
import { listOwnCarriers } from "@/server/orders/fulfillment/own-carriers";
import { CarrierForm } from "@/ui/admin/carriers/carrier-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { PressForm } from "@/ui/kit/form/press-form";
import { Empty } from "@/ui/kit/table/empty";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { archive, save } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.carriers.title") };
}

export default async function CarriersPage() {
  await requireAdminOrRedirect("settings.write", "/admin/orders/carriers");
  const own = await listOwnCarriers();
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/orders?send=1">{t("admin.orders.view.toSend")}</BackLink>
      <AdminTitle>{t("admin.carriers.title")}</AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t("admin.carriers.sentence")}</p>
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
        <Section title={t("admin.carriers.own")}>
          {own.length === 0 ? <Empty title={t("admin.carriers.none")} /> : null}
          <ul>
            {own.map((carrier) => (
              <li key={carrier.code} className="border-b border-line py-3 first:pt-0">
                <Carrier carrier={carrier} t={t} />
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t("admin.carriers.add")}>
          <CarrierForm key={own.length} carrier={null} labels={labelsOf(false, t)} action={save} />
        </Section>
        <Section title={t("admin.carriers.known")}>
          <p className="text-ink-soft">
            {carrierChoices([])
              .map(({ name }) => name)
              .join(" · ")}
          </p>
        </Section>
      </div>
    </>
  );
}

function Carrier({ carrier, t }: { carrier: OwnCarrier; t: Translate }) {
  const { code, name, link, form, isArchived } = carrier;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <strong className="min-w-0 font-medium wrap-anywhere">{name}</strong>
        {isArchived ? <span className="text-ink-soft">{t("admin.carriers.archived")}</span> : null}
        {form ? <code>{form}</code> : null}
      </p>
      <p className="mb-2 text-ink-soft wrap-anywhere">{link}</p>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <details className="min-w-0 flex-1">
          <summary className="link w-fit cursor-pointer text-sm">{t("admin.carriers.change")}</summary>
          <CarrierForm
            key={`${name} ${link} ${form}`}
            carrier={{ id: code, name, link, form: form ?? "" }}
            labels={labelsOf(true, t)}
            action={save}
          />
        </details>
        <PressForm
          key={String(isArchived)}
          fields={{ id: code, isArchived: isArchived ? "" : "on" }}
          label={t(isArchived ? "admin.carriers.restore" : "admin.carriers.archive")}
          pending={t("admin.carriers.pending")}
          action={archive}
        />
      </div>
    </>
  );
}

const labelsOf = (isChange: boolean, t: Translate) => ({
  name: t("admin.carriers.name"),
  link: t("admin.carriers.link"),
  linkHint: t(isChange ? "admin.carriers.linkHintChange" : "admin.carriers.linkHint", {
    place: "{number}",
    example: "https://track.example.com/parcel/{number}",
  }),
  form: t("admin.carriers.form"),
  formHint: t("admin.carriers.formHint"),
  submit: t(isChange ? "admin.carriers.save" : "admin.carriers.submit"),
  pending: t("admin.carriers.pending"),
});
