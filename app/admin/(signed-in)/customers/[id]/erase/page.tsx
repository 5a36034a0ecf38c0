import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ErasureView, getErasure } from "@/server/customers/erase/erase-customer";
import { EraseForm } from "@/ui/admin/customers/erase-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../../require-admin-or-redirect";
import { erase } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.customers.erase.title") };
}

type EraseProps = { params: Promise<{ id: string }> };

/** What erasing a person takes and leaves, what prevents it, and the button that does it. */
export default async function ErasePage({ params }: EraseProps) {
  const { id } = await params;
  const path = `/admin/customers/${id}/erase`;
  await requireAdminOrRedirect("customers.erase", path);
  await requireConfirmedOrRedirect(path);
  const person = await getErasure(id);
  if (!person) notFound();
  const t = await getTranslations();
  return (
    <>
      <BackLink href={`/admin/customers/${id}`}>{person.name ?? person.email}</BackLink>
      <AdminTitle>{t("admin.customers.erase.title")}</AdminTitle>
      <div className="mt-4 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-7">
        <Unfinished person={person} />
        <TakenAndKept person={person} />
        {person.unfinished.length === 0 ? (
          <Section title={t("admin.customers.erase.confirm")}>
            <EraseForm
              id={person.id}
              labels={{
                typed: t("admin.customers.erase.typed", { email: person.email }),
                submit: t("admin.customers.erase.submit"),
                pending: t("admin.customers.erase.pending"),
              }}
              action={erase}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}

function Unfinished({ person: { unfinished } }: { person: ErasureView }) {
  const t = useTranslations();
  if (unfinished.length === 0) return null;
  return (
    <Notice tone="wait" title={t("admin.customers.erase.notYet")}>
      <ul className="mt-1 grid gap-1">
        {unfinished.map(({ id, number, why }) => (
          <li key={id}>
            <Link href={`/admin/orders/${id}`} className="link">
              {t("admin.orders.heading", { number })}
            </Link>
            {": "}
            {t(`admin.customers.erase.unfinished.${why}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const GONE = ["who", "words", "mails", "events", "shop"] as const;
const KEPT = ["books", "goods", "stripe", "backups"] as const;

function TakenAndKept({ person: { numbers, mails } }: { person: ErasureView }) {
  const t = useTranslations();
  return (
    <>
      <Section title={t("admin.customers.erase.gone.title")}>
        <ul className="grid list-disc gap-1 ps-5">
          {GONE.map((what) => (
            <li key={what}>{t(`admin.customers.erase.gone.${what}`, { count: mails })}</li>
          ))}
        </ul>
      </Section>
      <Section title={t("admin.customers.erase.kept.title")}>
        <ul className="grid list-disc gap-1 ps-5">
          {KEPT.map((what) => (
            <li key={what}>
              {t(`admin.customers.erase.kept.${what}`, {
                count: numbers.length,
                numbers: numbers.length > 10 ? "many" : numbers.join(", "),
              })}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
