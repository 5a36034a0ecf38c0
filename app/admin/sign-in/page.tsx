import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findAdmin } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { SignInForm } from "@/ui/admin/frame/sign-in-form";
import { Keyhole } from "@/ui/shop/frame/keyhole";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";
import { signIn } from "./actions";
import { nextPath } from "./next-path";

export const metadata: Metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

type SignInProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInProps) {
  const next = nextPath((await searchParams).next);
  if (await findAdmin()) redirect(next);
  const { SHOP_NAME, isSandbox } = env();
  return (
    <div className="flex min-h-dvh flex-col">
      {isSandbox ? <SandboxBanner /> : null}
      <main className="mx-auto grid w-full max-w-sm flex-1 content-center px-6 py-16">
        <Keyhole className="h-9 text-accent-ink" />
        <h1 className="mt-5 font-heading text-2xl font-semibold tracking-tight">Sign in to {SHOP_NAME}</h1>
        <p className="mt-1 text-ink-soft">For the people who run this shop.</p>
        <SignInForm next={next} action={signIn} />
        <p className="mt-8 text-sm text-ink-soft">
          Forgot your password? Set a new one on the server with{" "}
          <code className="whitespace-nowrap text-ink">npm run admin:create</code>.
        </p>
      </main>
    </div>
  );
}
