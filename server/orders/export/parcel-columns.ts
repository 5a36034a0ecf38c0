import "server-only";
import type { ParcelView } from "@/domain/fulfillment/views";
import { db } from "../../platform/db";
import { listOwnCarriers } from "../fulfillment/own-carriers";
import { PARCELS, parcelViews } from "../fulfillment/read-parcels";
import type { CsvColumn } from "./csv-columns";
import { addressOf, type OrderToExport } from "./order-columns";

export type ParcelToExport = ParcelView & {
  order: Pick<OrderToExport, "number" | "email" | "shippingAddress">;
  sentBy: string | null;
};

/** The parcels of these ids, the oldest first. */
export async function readParcels(ids: string[]): Promise<ParcelToExport[]> {
  const rows = await db().fulfillment.findMany({
    where: { ...PARCELS.where, id: { in: ids } },
    orderBy: PARCELS.orderBy,
    select: {
      ...PARCELS.select,
      sentBy: true,
      order: { select: { number: true, email: true, shippingAddress: true } },
    },
  });
  const own = await listOwnCarriers();
  return rows.flatMap(({ order, sentBy, ...row }) =>
    parcelViews([row], own).map((parcel) => ({ ...parcel, order, sentBy })),
  );
}

export const PARCEL_COLUMNS: CsvColumn<ParcelToExport>[] = [
  { key: "order", cell: ({ order }) => order.number },
  { key: "sentAt", cell: ({ sentAt }) => sentAt },
  { key: "state", cell: ({ state }, t) => t(`admin.sending.parcel.state.${state}`) },
  { key: "endedAt", cell: ({ movedAt }) => movedAt },
  { key: "carrier", cell: ({ carrier, carrierName }) => carrierName ?? carrier },
  { key: "trackingNumbers", cell: ({ trackingNumbers }) => trackingNumbers.join(" ") },
  { key: "units", cell: ({ lines }) => lines.reduce((units, { quantity }) => units + quantity, 0) },
  { key: "contents", cell: ({ lines }, t) => lines.map((line) => t("mail.frame.line", line)).join(" · ") },
  { key: "country", cell: ({ order }) => addressOf(order)?.country ?? null },
  { key: "email", cell: ({ order }) => order.email },
  { key: "sentBy", cell: ({ sentBy }) => sentBy },
];
