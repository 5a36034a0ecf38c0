import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readIds } from "@/domain/fulfillment/paper";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import type { Translate } from "@/messages/messages";
import { listNumbers } from "@/server/orders/fulfillment/batch/plan-batch";
import { settings } from "@/server/platform/settings/settings";
import type { BatchLabels } from "@/ui/admin/batch/batch-state";
import { TrackingForm } from "@/ui/admin/batch/tracking-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { enterTracking } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.batch.title") };
}

type TrackingProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TrackingPage({ searchParams }: TrackingProps) {
  const ids = readIds((await searchParams).ids);
  const path = ids.length > 0 ? `/admin/orders/tracking?ids=${ids.join(",")}` : "/admin/orders/tracking";
  await requireAdminOrRedirect("orders.fulfill", path);
  const numbers = await listNumbers(ids);
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/orders?send=1">{t("admin.orders.view.toSend")}</BackLink>
      <AdminTitle>{t("admin.batch.title")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-xl text-ink-soft">{t("admin.batch.intro", { seconds: UNDO_SECONDS })}</p>
      <TrackingForm
        initial={{
          text: numbers.map((number) => `${number},`).join("\n"),
          hasMail: !settings("emails").off.includes("sent"),
          mayLack: false,
        }}
        labels={labelsOf(t)}
        action={enterTracking}
      />
    </>
  );
}

const labelsOf = (t: Translate): BatchLabels => ({
  list: t("admin.batch.list"),
  listHint: t("admin.batch.listHint"),
  file: t("admin.batch.file"),
  mail: t("admin.batch.mail"),
  mayLack: t("admin.batch.mayLack"),
  look: t("admin.batch.look"),
  looking: t("admin.batch.looking"),
  line: t("admin.batch.line", { at: "#" }),
  order: t("admin.orders.column.number"),
  items: t("admin.sending.items"),
  tracking: t("admin.batch.tracking"),
  showMail: t("admin.sending.preview"),
  notSent: t("admin.batch.notSent"),
  change: t("admin.batch.change"),
  sending: t("admin.sending.pending"),
  undo: t("admin.sending.undo"),
  undoAll: t("admin.batch.undoAll"),
  undoing: t("admin.sending.undoing"),
  another: t("admin.batch.another"),
});
