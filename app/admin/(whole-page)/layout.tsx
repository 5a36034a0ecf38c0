import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { findSession } from "@/server/accounts/session";
import { env } from "@/server/platform/env";
import { idleTexts } from "@/ui/admin/session/idle-texts";
import { IdleWatch } from "@/ui/admin/session/idle-watch";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";

export const dynamic = "force-dynamic";

/** Pages that are printed or fill a phone on the packing table: without the menu. It guards nothing. */
export default async function WholePageLayout({ children }: { children: ReactNode }) {
  const session = await findSession();
  const t = await getTranslations();
  return (
    <div className="text-sm">
      {env().isSandbox ? <SandboxBanner /> : null}
      {session ? <IdleWatch texts={idleTexts(t)} /> : null}
      <main id="content" tabIndex={-1} className="px-4 py-5 outline-none sm:px-6 print:p-0">
        {children}
      </main>
    </div>
  );
}
