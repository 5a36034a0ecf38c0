import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { nextPath } from "@/domain/accounts/next-path";
import { findAdmin } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { ProofForm } from "@/ui/admin/account/proof-form";
import { EntryFrame } from "@/ui/admin/session/entry-frame";
import { enterCode } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.signIn.code.title") };
}

type CodeProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function CodePage({ searchParams }: CodeProps) {
  const next = nextPath((await searchParams).next);
  if (await findAdmin()) redirect(next);
  const t = await getTranslations();
  return (
    <EntryFrame isSandbox={env().isSandbox} title={t("admin.signIn.code.title")}>
      <p className="mt-1 text-ink-soft">{t("admin.signIn.code.sentence")}</p>
      <ProofForm
        next={next}
        isCode
        labels={{
          proof: t("admin.signIn.code.label"),
          submit: t("admin.signIn.submit"),
          pending: t("admin.signIn.signingIn"),
        }}
        action={enterCode}
      />
      <p className="mt-8 text-sm">
        <a href="/admin/sign-in" className="link">
          {t("admin.signIn.code.startAgain")}
        </a>
      </p>
    </EntryFrame>
  );
}
