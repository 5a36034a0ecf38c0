import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findWelcome } from "@/server/accounts/people/welcome";
import { env } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { WelcomeForm } from "@/ui/admin/account/welcome-form";
import { EntryFrame } from "@/ui/admin/session/entry-frame";
import { welcome } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  // The address is the right to set a password: it goes to no other page.
  return { title: t("admin.welcome.title"), referrer: "no-referrer" };
}

type WelcomeProps = { params: Promise<{ token: string }> };

export default async function WelcomePage({ params }: WelcomeProps) {
  const { token } = await params;
  const person = await findWelcome(token);
  const t = await getTranslations();
  const { isSandbox } = env();
  if (!person)
    return (
      <EntryFrame isSandbox={isSandbox} title={t("admin.welcome.gone.title")}>
        <p className="mt-1 text-ink-soft">
          {t.rich("admin.welcome.gone.sentence", { command: () => <code>npm run admin:create</code> })}
        </p>
        <p className="mt-4">
          <a href="/admin/sign-in" className="link">
            {t("admin.signIn.title")}
          </a>
        </p>
      </EntryFrame>
    );
  return (
    <EntryFrame isSandbox={isSandbox} title={t("admin.welcome.titleOf", { shop: settings("shop").name })}>
      <p className="mt-1 text-ink-soft">
        {person.email === null
          ? t("admin.welcome.firstSentence")
          : t("admin.welcome.sentence", { email: person.email })}
      </p>
      <WelcomeForm
        token={token}
        email={person.email}
        labels={{
          email: t("admin.signIn.email"),
          password: t("admin.password.new"),
          hint: t("admin.password.hint"),
          submit: t("admin.welcome.submit"),
          saving: t("admin.welcome.saving"),
        }}
        action={welcome}
      />
    </EntryFrame>
  );
}
