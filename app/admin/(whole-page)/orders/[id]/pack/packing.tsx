import { getTranslations } from "next-intl/server";
import { send } from "@/app/admin/(signed-in)/orders/[id]/sending/actions";
import { lineTitle } from "@/domain/orders/line-words";
import type { OrderView } from "@/domain/orders/views";
import { prepareSending } from "@/server/orders/fulfillment/prepare-sending";
import { getBarcodes } from "@/server/orders/paper/get-packing";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { SendForm } from "@/ui/admin/fulfillment/send-form";
import { leftLines, sendLabels } from "@/ui/admin/fulfillment/send-labels";
import { PackView } from "@/ui/admin/packing/pack-view";

/** The things to tick or scan and, once all of them are in the parcel, the form that sends it. */
export async function Packing({ order, requestId }: { order: OrderView; requestId: string }) {
  const t = await getTranslations();
  const locale = shopLocale();
  const barcodes = await getBarcodes(order.id);
  const { carrier, mail } = await prepareSending(order);
  const lines = order.units.flatMap(({ lineId, units: { left } }, index) => {
    const line = order.lines[index];
    if (!line || left === 0) return [];
    const { sku, imageBase } = line;
    return {
      id: lineId,
      title: lineTitle(line),
      sku,
      imageBase,
      barcode: barcodes.get(lineId) ?? null,
      left,
    };
  });
  const left = leftLines(order, t);
  return (
    <PackView
      lines={lines}
      labels={{
        scan: t("admin.packing.scan"),
        scanHint: t("admin.packing.scanHint"),
        count: t("admin.packing.count", { done: "#1", total: "#2" }),
        packed: t("admin.packing.packed", { title: "#" }),
        full: t("admin.packing.full", { title: "#" }),
        unknown: t("admin.packing.unknown", { code: "#" }),
        ofLine: t("admin.packing.ofLine", { packed: "#1", left: "#2" }),
        tick: t("admin.packing.tick", { title: "#" }),
        all: t("admin.packing.all"),
      }}
    >
      <SendForm
        hasMail={!settings("emails").off.includes("sent")}
        orderId={order.id}
        requestId={requestId}
        isOpen
        lines={left}
        carrier={carrier ?? ""}
        ownCarriers={order.ownCarriers}
        mail={mail}
        locale={locale}
        labels={sendLabels(order, left, locale, t)}
        action={send}
      />
    </PackView>
  );
}
