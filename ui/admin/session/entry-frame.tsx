import type { ReactNode } from "react";
import { Keyhole } from "../../shop/frame/keyhole";
import { SandboxBanner } from "../../shop/frame/sandbox-banner";

type EntryFrameProps = { isSandbox: boolean; title: string; children: ReactNode };

/** A page of the admin for people who are not signed in. */
export function EntryFrame({ isSandbox, title, children }: EntryFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      {isSandbox ? <SandboxBanner /> : null}
      <main className="mx-auto grid w-full max-w-sm flex-1 content-center px-6 py-16">
        <Keyhole className="h-9 text-accent-ink" />
        <h1 className="mt-5 font-heading text-2xl font-semibold tracking-tight">{title}</h1>
        {children}
      </main>
    </div>
  );
}
