import type { ReactNode } from "react";
import { env } from "@/server/platform/env";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";

export const dynamic = "force-dynamic";

/** Pages that are printed or fill a phone on the packing table: without the menu. It guards nothing. */
export default function WholePageLayout({ children }: { children: ReactNode }) {
  return (
    <div className="text-sm">
      {env().isSandbox ? <SandboxBanner /> : null}
      <main id="content" tabIndex={-1} className="px-4 py-5 outline-none sm:px-6 print:p-0">
        {children}
      </main>
    </div>
  );
}
