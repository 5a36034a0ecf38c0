import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { nextPath } from "@/domain/accounts/next-path";
import { getOwnAccount } from "@/server/accounts/own/own-account";
import { ProofForm } from "@/ui/admin/account/proof-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { confirm } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.confirm.title") };
}

type ConfirmProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function ConfirmPage({ searchParams }: ConfirmProps) {
  const next = nextPath((await searchParams).next);
  await requireAdminOrRedirect("account.own", next);
  const { hasSecondFactor } = await getOwnAccount();
  const t = await getTranslations();
  return (
    <>
      <AdminTitle>{t("admin.confirm.title")}</AdminTitle>
      <p className="mt-1 max-w-prose text-ink-soft">{t("admin.confirm.sentence")}</p>
      <ProofForm
        next={next}
        isCode={hasSecondFactor}
        labels={{
          proof: hasSecondFactor ? t("admin.account.factor.code") : t("admin.signIn.password"),
          submit: t("admin.confirm.submit"),
          pending: t("admin.confirm.pending"),
        }}
        action={confirm}
      />
    </>
  );
}
