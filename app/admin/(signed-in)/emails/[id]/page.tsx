import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { MailView } from "@/domain/mail/views";
import { getMail } from "@/server/mail/get-mail";
import { shopLocale } from "@/server/platform/env";
import { EmailStatus } from "@/ui/admin/emails/email-status";
import { BackLink } from "@/ui/admin/frame/back-link";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.emails.email") };
}

type EmailProps = { params: Promise<{ id: string }> };

export default async function EmailPage({ params }: EmailProps) {
  const { id } = await params;
  await requireAdminOrRedirect("emails.read", `/admin/emails/${id}`);
  const mail = await getMail(id);
  if (!mail) notFound();
  const t = await getTranslations();
  const now = new Date();
  return (
    <>
      <title>{t("admin.frame.pageTitle", { title: mail.subject })}</title>
      <BackLink href="/admin/emails">{t("admin.frame.page.emails")}</BackLink>
      <h1 className="mt-1 mb-4 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
        {mail.subject}
      </h1>
      <MailFacts mail={mail} />
      {mail.error ? (
        <Notice tone="signal" title={t("admin.emails.failed")} className="mt-4">
          {mail.error}
        </Notice>
      ) : null}
      {mail.erasedAt ? (
        <Notice className="mt-4">
          {t.rich("admin.emails.erased", {
            time: () => <Moment at={mail.erasedAt ?? now} locale={shopLocale()} now={now} />,
          })}
        </Notice>
      ) : (
        <MailText mail={mail} />
      )}
    </>
  );
}

function MailText({ mail }: { mail: MailView }) {
  const t = useTranslations();
  return (
    <div className="mt-7 grid gap-x-10 gap-y-7 xl:grid-cols-2">
      <Section title={t("admin.emails.preview")} className="min-w-0">
        {/* Without any permission: no script runs in it, and it reaches nothing of the admin. */}
        <iframe
          title={t("admin.emails.previewOf")}
          sandbox=""
          src={`/admin/emails/${mail.id}/preview`}
          className="h-[64rem] w-full resize-y border border-line bg-white scheme-light"
        />
      </Section>
      <Section title={t("admin.emails.plainText")} className="min-w-0">
        <pre className="text-[0.8125rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">{mail.text}</pre>
      </Section>
    </div>
  );
}

function MailFacts({ mail }: { mail: MailView }) {
  const t = useTranslations();
  return (
    <Facts
      facts={[
        [t("admin.emails.column.to"), mail.recipient || t("admin.orders.erased.mark")],
        [t("admin.emails.column.state"), <EmailStatus key="state" state={mail.state} />],
        [t("admin.emails.tries"), mail.attempts > 1 ? String(mail.attempts) : null],
        [
          t("admin.emails.column.written"),
          <Moment key="written" at={mail.createdAt} locale={shopLocale()} now={new Date()} />,
        ],
        [
          t("admin.emails.order"),
          mail.orderId && (
            <Link key="order" href={`/admin/orders/${mail.orderId}`} className="link">
              {t("admin.emails.openOrder")}
            </Link>
          ),
        ],
      ]}
    />
  );
}
