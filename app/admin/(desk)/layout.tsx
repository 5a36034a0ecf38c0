import type { ReactNode } from "react";
import { listAlarms } from "@/server/admins/list-alarms";
import { env } from "@/server/env";
import { isPolling } from "@/server/reconcile/run-sweep";
import { findAdmin } from "@/server/session";
import { AlarmBand } from "@/ui/admin/alarm-band";
import { AlarmWatch } from "@/ui/admin/alarm-watch";
import { DeskFrame } from "@/ui/admin/desk-frame";
import { PollingBand } from "@/ui/admin/polling-band";
import { signOut } from "./actions";

export const dynamic = "force-dynamic";

/** Shows who is signed in and guards nothing: a layout does not run again when its page does. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const admin = await findAdmin();
  if (!admin) return children;
  const { SHOP_NAME, SHOP_LOCALE, isSandbox, isLive } = env();
  const alarms = await listAlarms();
  return (
    <DeskFrame
      shopName={SHOP_NAME}
      isSandbox={isSandbox}
      isLive={isLive}
      admin={admin}
      signOut={signOut}
      alarms={
        <>
          <AlarmWatch shown={alarms.map(({ id }) => id)} />
          <AlarmBand alarms={alarms} locale={SHOP_LOCALE} now={new Date()} />
          {(await isPolling()) ? <PollingBand /> : null}
        </>
      }
    >
      {children}
    </DeskFrame>
  );
}
