import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ORDER_MAILS, type OrderMailKind } from "@/domain/orders/mail";
import { wordsOf } from "@/domain/settings/emails";
import { previewMail } from "@/server/orders/mail/preview-mail";
import { getSettings } from "@/server/settings/get-settings";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { WordsFields } from "@/ui/admin/settings/emails/words-fields";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { PressForm } from "@/ui/kit/form/press-form";
import { Empty } from "@/ui/kit/table/empty";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";
import { saveWords, testMail } from "../actions";

type EmailProps = { params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: EmailProps): Promise<Metadata> {
  const { kind } = await params;
  const t = await getTranslations();
  const known = ORDER_MAILS.find((one) => one === kind);
  return { title: known ? t(`admin.settings.emails.kind.${known}`) : t("admin.settings.emails.title") };
}

/** One email: the shop's own words in it, and how it looks for a real order. */
export default async function EmailWordsPage({ params }: EmailProps) {
  const { kind: asked } = await params;
  await requireAdminOrRedirect("settings.write", `/admin/settings/emails/${asked}`);
  const kind = ORDER_MAILS.find((one) => one === asked);
  if (!kind) notFound();
  const { version, values } = await getSettings("emails");
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/settings/emails">{t("admin.settings.emails.title")}</BackLink>
      <AdminTitle>{t(`admin.settings.emails.kind.${kind}`)}</AdminTitle>
      <p className="mt-2 max-w-prose text-ink-soft">{t("admin.settings.emails.wordsSentence")}</p>
      <div className="mt-6 grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <SettingsForm
          seen={version}
          labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
          action={saveWords}
        >
          <WordsFields kind={kind} words={wordsOf(values.words, kind)} />
        </SettingsForm>
        <Sample kind={kind} version={version} />
      </div>
    </>
  );
}

async function Sample({ kind, version }: { kind: OrderMailKind; version: number }) {
  const sample = await previewMail(kind);
  const t = await getTranslations();
  return (
    <Section title={t("admin.settings.emails.preview")} className="min-w-0">
      {sample === null ? (
        <Empty title={t("admin.settings.emails.noOrder")} />
      ) : (
        <div className="grid gap-3">
          <p className="text-ink-soft">{t("admin.settings.emails.previewOf", { number: sample.number })}</p>
          <p className="font-medium wrap-anywhere">{sample.subject}</p>
          <PressForm
            fields={{ kind }}
            label={t("admin.settings.emails.test.send")}
            pending={t("admin.settings.emails.test.sending")}
            action={testMail}
          />
          {/* Without any permission: no script runs in it, and it reaches nothing of the admin. */}
          <iframe
            title={t("admin.settings.emails.preview")}
            sandbox=""
            src={`/admin/settings/emails/${kind}/preview?${version}`}
            className="h-[48rem] w-full resize-y border border-line bg-white scheme-light"
          />
        </div>
      )}
    </Section>
  );
}
