import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { MailView } from "@/domain/mail/views";
import { getMail } from "@/server/mail/get-mail";
import { env } from "@/server/platform/env";
import { EMAIL_MESSAGES } from "@/ui/admin/emails/email-messages";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { Status } from "@/ui/kit/status";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export const metadata: Metadata = { title: "Email" };

type EmailProps = { params: Promise<{ id: string }> };

export default async function EmailPage({ params }: EmailProps) {
  const { id } = await params;
  await requireAdminOrRedirect("emails.read", `/admin/emails/${id}`);
  const mail = await getMail(id);
  if (!mail) notFound();
  return (
    <>
      <title>{`${mail.subject} · Admin`}</title>
      <Link
        href="/admin/emails"
        className="inline-flex items-center gap-1.5 text-ink-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-3.5" /> Emails
      </Link>
      <h1 className="mt-1 mb-4 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
        {mail.subject}
      </h1>
      <MailFacts mail={mail} />
      {mail.error ? (
        <Notice tone="signal" title="This email could not be sent" className="mt-4">
          {mail.error}
        </Notice>
      ) : null}
      <div className="mt-7 grid gap-x-10 gap-y-7 xl:grid-cols-2">
        <Section title="Preview" className="min-w-0">
          {/* Without any permission: no script runs in it, and it reaches nothing of the admin. */}
          <iframe
            title="Preview of the email"
            sandbox=""
            srcDoc={mail.html}
            className="h-[40rem] w-full border border-line bg-white scheme-light"
          />
        </Section>
        <Section title="Plain text" className="min-w-0">
          <pre className="text-[0.8125rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
            {mail.text}
          </pre>
        </Section>
      </div>
    </>
  );
}

function MailFacts({ mail }: { mail: MailView }) {
  const { text, tone } = EMAIL_MESSAGES[mail.state];
  return (
    <Facts
      facts={[
        ["To", mail.recipient],
        [
          "State",
          <Status key="state" tone={tone}>
            {text}
          </Status>,
        ],
        ["Tries", mail.attempts > 1 ? String(mail.attempts) : null],
        ["Written", <Moment key="written" at={mail.createdAt} locale={env().SHOP_LOCALE} now={new Date()} />],
        [
          "Order",
          mail.orderId && (
            <Link key="order" href={`/admin/orders/${mail.orderId}`} className="link">
              Open the order
            </Link>
          ),
        ],
      ]}
    />
  );
}
