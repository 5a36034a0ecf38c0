import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { findSession } from "@/server/accounts/session";
import { listAlarms } from "@/server/monitoring/list-alarms";
import { countToSend } from "@/server/orders/admin/count-orders";
import { countFlagged } from "@/server/orders/history/flag-order";
import { countReturns } from "@/server/orders/returns/list-returns";
import { env, shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { isPolling } from "@/server/reconciliation/sweep/run-sweep";
import { FindDialog } from "@/ui/admin/find/find-dialog";
import { findTexts } from "@/ui/admin/find/find-texts";
import { AdminFrame } from "@/ui/admin/frame/admin-frame";
import { AlarmBand } from "@/ui/admin/frame/alarm-band";
import { AlarmWatch } from "@/ui/admin/frame/alarm-watch";
import { AttentionBand } from "@/ui/admin/frame/attention-band";
import { PollingBand } from "@/ui/admin/frame/polling-band";
import { idleTexts } from "@/ui/admin/session/idle-texts";
import { IdleWatch } from "@/ui/admin/session/idle-watch";
import { signOut } from "./actions";
import { pagesOf, placesOf, systemPagesOf } from "./places";

export const dynamic = "force-dynamic";

/** Shows who is signed in and guards nothing: a layout does not run again when its page does. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await findSession();
  if (!session) return children;
  const { admin, hasSecondFactor } = session;
  const t = await getTranslations();
  const { TWO_FACTOR, isSandbox, isLive } = env();
  // Until then, only the account's page opens.
  const mayEnter = hasSecondFactor || TWO_FACTOR === "optional";
  const [alarms, waiting, toSend, returns] = mayEnter
    ? await Promise.all([listAlarms(), countFlagged(), countToSend(), countReturns()])
    : [[], 0, 0, 0];
  return (
    <AdminFrame
      shopName={settings("shop").name}
      isSandbox={isSandbox}
      isLive={isLive}
      pages={mayEnter ? pagesOf(admin.role) : []}
      system={{ pages: mayEnter ? systemPagesOf(admin.role) : [], isWell: alarms.length === 0 }}
      find={mayEnter ? <FindDialog places={placesOf(admin.role, t)} {...findTexts(t)} /> : null}
      admin={admin}
      toSend={toSend}
      returns={returns}
      signOut={signOut}
      alarms={
        <>
          <IdleWatch texts={idleTexts(t)} />
          <AlarmWatch shown={alarms.map(({ id }) => id)} />
          <AlarmBand alarms={alarms} locale={shopLocale()} now={new Date()} />
          {(await isPolling()) ? <PollingBand /> : null}
          <AttentionBand count={waiting} />
        </>
      }
    >
      {children}
    </AdminFrame>
  );
}
