import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { MAX_CUSTOMER_NOTE } from "@/domain/customers/views";
import { formatMoney } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import { type CustomerView, getCustomer } from "@/server/customers/get-customer";
import { listTags } from "@/server/customers/save-tags";
import { shopLocale } from "@/server/platform/env";
import { CustomerCases } from "@/ui/admin/customers/customer-cases";
import { NoteForm } from "@/ui/admin/customers/note-form";
import { TagsForm } from "@/ui/admin/customers/tags-form";
import { EmailsTable } from "@/ui/admin/emails/emails-table";
import { BackLink } from "@/ui/admin/frame/back-link";
import { OrdersTable } from "@/ui/admin/orders/list/orders-table";
import { buttonClass } from "@/ui/kit/form/button";
import { Moment } from "@/ui/kit/moment";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { note, tag } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.customers.customer") };
}

type CustomerProps = { params: Promise<{ id: string }> };

export default async function CustomerPage({ params }: CustomerProps) {
  const { id } = await params;
  const { role } = await requireAdminOrRedirect("customers.read", `/admin/customers/${id}`);
  const customer = await getCustomer(id);
  if (!customer) notFound();
  const t = await getTranslations();
  const shown = { locale: shopLocale(), now: new Date() };
  return (
    <>
      <title>{t("admin.frame.pageTitle", { title: customer.name ?? customer.email })}</title>
      <BackLink href="/admin/customers">{t("admin.frame.page.customers")}</BackLink>
      <h1 className="mt-1 mb-4 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
        {customer.name ?? customer.email}
      </h1>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-7 xl:order-last">
          <CustomerFacts customer={customer} {...shown} />
          <Section title={t("admin.customers.tags.title")}>
            <TagsForm
              id={customer.id}
              tags={customer.tags.map((one) => ({
                tag: one,
                remove: t("admin.customers.tags.remove", { tag: one }),
              }))}
              known={await listTags()}
              labels={{
                typed: t("admin.customers.tags.typed"),
                hint: t("admin.customers.tags.hint"),
                submit: t("admin.customers.tags.submit"),
                saving: t("admin.customers.tags.saving"),
                undo: t("admin.customers.tags.undo"),
              }}
              action={tag}
            />
          </Section>
          <Section title={t("admin.customers.note.title")}>
            <p className="mb-3 text-ink-soft">{t("admin.customers.note.sentence")}</p>
            <NoteForm
              id={customer.id}
              note={customer.note}
              most={MAX_CUSTOMER_NOTE}
              labels={{
                note: t("admin.customers.note.title"),
                submit: t("admin.customers.note.submit"),
                saving: t("admin.customers.note.saving"),
              }}
              action={note}
            />
          </Section>
          {isAllowed(role, "customers.export") ? (
            <Section title={t("admin.customers.export.title")}>
              <p className="mb-3 text-ink-soft">{t("admin.customers.export.sentence")}</p>
              <p className="flex flex-wrap gap-2">
                <a href={`/admin/customers/${customer.id}/data`} className={buttonClass("plain", "small")}>
                  {t("admin.customers.export.read")}
                </a>
                <a href={`/admin/customers/${customer.id}/export`} className={buttonClass("plain", "small")}>
                  <Download aria-hidden className="size-3.5" /> {t("admin.customers.export.submit")}
                </a>
              </p>
            </Section>
          ) : null}
          {isAllowed(role, "customers.erase") ? (
            <Section title={t("admin.customers.erase.title")}>
              <p className="mb-3 text-ink-soft">{t("admin.customers.erase.sentence")}</p>
              <a href={`/admin/customers/${customer.id}/erase`} className={buttonClass("plain", "small")}>
                {t("admin.customers.erase.open")}
              </a>
            </Section>
          ) : null}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-7">
          <Section title={t("admin.orders.title")}>
            <OrdersTable
              rows={customer.orders}
              hasAmounts
              hasCustomers={false}
              empty={null}
              pager={null}
              {...shown}
            />
          </Section>
          <Section title={t("admin.customers.cases.title")}>
            <CustomerCases rows={customer.cases} {...shown} />
          </Section>
          {isAllowed(role, "emails.read") ? (
            <Section title={t("admin.frame.page.emails")}>
              <EmailsTable
                rows={customer.mails}
                empty={<p className="text-ink-soft">{t("admin.customers.noEmails")}</p>}
                pager={null}
                {...shown}
              />
            </Section>
          ) : null}
        </div>
      </div>
    </>
  );
}

type FactsProps = { customer: CustomerView; locale: string; now: Date };

async function CustomerFacts({ customer, locale, now }: FactsProps) {
  const t = await getTranslations();
  const { email, country, paidOrders, kept, lastOrderAt } = customer;
  return (
    <Section title={t("admin.orders.customer.title")}>
      <Facts
        facts={[
          [
            t("admin.customers.email"),
            <a
              key="email"
              href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`}
              className="link break-all"
            >
              {email}
            </a>,
          ],
          [t("admin.customers.column.paidOrders"), String(paidOrders)],
          [
            t("admin.customers.column.kept"),
            kept.length > 0 ? kept.map((amount) => formatMoney(amount, locale)).join(" + ") : null,
          ],
          [t("admin.customers.column.country"), country && countryName(country, locale)],
          [
            t("admin.customers.column.lastOrder"),
            <Moment key="last" at={lastOrderAt} locale={locale} now={now} />,
          ],
        ]}
      />
    </Section>
  );
}
