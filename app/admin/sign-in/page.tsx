import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findAdmin } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { SignInForm } from "@/ui/admin/frame/sign-in-form";
import { Keyhole } from "@/ui/shop/frame/keyhole";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";
import { signIn } from "./actions";
import { nextPath } from "./next-path";

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
  const { SHOP_NAME, isSandbox } = env();
  return (
    <div className="flex min-h-dvh flex-col">
      {isSandbox ? <SandboxBanner /> : null}
      <main className="mx-auto grid w-full max-w-sm flex-1 content-center px-6 py-16">
        <Keyhole className="h-9 text-accent-ink" />
        <h1 className="mt-5 font-heading text-2xl font-semibold tracking-tight">
          {t("admin.signIn.titleOf", { shop: SHOP_NAME })}
        </h1>
        <p className="mt-1 text-ink-soft">{t("admin.signIn.sentence")}</p>
        <SignInForm
          next={next}
          labels={{
            email: t("admin.signIn.email"),
            password: t("admin.signIn.password"),
            submit: t("admin.signIn.submit"),
            signingIn: t("admin.signIn.signingIn"),
          }}
          action={signIn}
        />
        <p className="mt-8 text-sm text-ink-soft">
          {t.rich("admin.signIn.forgotten", {
            command: () => <code className="whitespace-nowrap text-ink">npm run admin:create</code>,
          })}
        </p>
      </main>
    </div>
  );
}
