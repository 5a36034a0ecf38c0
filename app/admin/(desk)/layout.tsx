import type { ReactNode } from "react";
import { listAlarms } from "@/server/admins/list-alarms";
import { env } from "@/server/env";
import { countAttention } from "@/server/orders/count-attention";
import { isPolling } from "@/server/reconcile/run-sweep";
import { findAdmin } from "@/server/session";
import { AlarmBand } from "@/ui/admin/alarm-band";
import { AlarmWatch } from "@/ui/admin/alarm-watch";
import { AttentionBand } from "@/ui/admin/attention-band";
import { DeskFrame } from "@/ui/admin/desk-frame";
import { PollingBand } from "@/ui/admin/polling-band";
import { signOut } from "./actions";

export const dynamic = "force-dynamic";

/** Shows who is signed in and guards nothing: a layout does not run again when its page does. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const admin = await findAdmin();
  if (!admin) return children;
  const { SHOP_NAME, SHOP_LOCALE, isSandbox, isLive } = env();
  const [alarms, waiting] = await Promise.all([listAlarms(), countAttention()]);
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
          <AttentionBand count={waiting} />
        </>
      }
    >
      {children}
    </DeskFrame>
  );
}
