import { useTranslations } from "next-intl";
import type { LiveState } from "@/domain/orders/views";
import { LivePage } from "@/ui/admin/live/live-page";

/** Keeps the page up to date while it is open. `shown` is read before what the page shows. */
export function Live({ shown, orderId }: { shown: LiveState; orderId?: string }) {
  const t = useTranslations();
  const labels = { changed: t("admin.live.changed"), show: t("admin.live.show") };
  return <LivePage shown={shown} labels={labels} {...(orderId === undefined ? {} : { orderId })} />;
}
