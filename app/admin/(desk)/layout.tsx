import type { ReactNode } from "react";
import { env } from "@/server/env";
import { findAdmin } from "@/server/session";
import { DeskFrame } from "@/ui/admin/desk-frame";
import { signOut } from "./actions";

export const dynamic = "force-dynamic";

/** Shows who is signed in and guards nothing: a layout does not run again when its page does. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const admin = await findAdmin();
  if (!admin) return children;
  const { SHOP_NAME, isSandbox, isLive } = env();
  return (
    <DeskFrame shopName={SHOP_NAME} isSandbox={isSandbox} isLive={isLive} admin={admin} signOut={signOut}>
      {children}
    </DeskFrame>
  );
}
