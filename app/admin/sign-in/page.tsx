import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { nextPath } from "@/domain/accounts/next-path";
import { findAdmin } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { EntryFrame } from "@/ui/admin/session/entry-frame";
import { SignInForm } from "@/ui/admin/session/sign-in-form";
import { signIn } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.signIn.title") };
}

type SignInProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInProps) {
  const next = nextPath((await searchParams).next);
  if (await findAdmin()) redirect(next);
  const t = await getTranslations();
  const { isSandbox } = env();
  return (
    <EntryFrame isSandbox={isSandbox} title={t("admin.signIn.titleOf", { shop: settings("shop").name })}>
      <p className="mt-1 text-ink-soft">{t("admin.signIn.sentence")}</p>
      <SignInForm
        next={next}
        labels={{
          email: t("admin.signIn.email"),
          password: t("admin.signIn.password"),
          submit: t("admin.signIn.submit"),
          noCookies: t("admin.signIn.noCookies"),
          signingIn: t("admin.signIn.signingIn"),
        }}
        action={signIn}
      />
      <p className="mt-8 text-sm text-ink-soft">
        {t.rich("admin.signIn.forgotten", {
          command: () => <code className="whitespace-nowrap text-ink">npm run admin:create</code>,
        })}
      </p>
    </EntryFrame>
  );
}
