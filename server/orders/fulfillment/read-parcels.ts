import "server-only";
import { readCarrier, trackingLink } from "@/domain/fulfillment/carriers";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import type { ParcelState } from "@/domain/fulfillment/sending-state";
import type { ParcelView } from "@/domain/fulfillment/views";
import { lineTitle } from "@/domain/orders/line-words";

/** The parcels of an order that were not undone, the oldest first; for `parcelViews`. */
export const PARCELS = {
  where: { state: { not: "undone" } },
  // Their ids grow with time.
  orderBy: { id: "asc" },
  select: {
    id: true,
    state: true,
    carrier: true,
    trackingNumbers: true,
    sentAt: true,
    movedAt: true,
    lines: {
      select: {
        quantity: true,
        line: { select: { position: true, productTitle: true, variantTitle: true } },
      },
    },
  },
} as const;

type ParcelRow = Omit<ParcelView, "lines" | "state" | "carrierName" | "links"> & {
  state: ParcelState;
  lines: {
    quantity: number;
    line: { position: number; productTitle: string; variantTitle: string };
  }[];
};

/** @param own the carriers that the shop added */
export const parcelViews = (rows: ParcelRow[], own: readonly OwnCarrier[]): ParcelView[] =>
  rows.flatMap(({ state, lines, ...parcel }) =>
    state === "undone"
      ? []
      : {
          ...parcel,
          state,
          carrierName: readCarrier(parcel.carrier, own)?.name ?? null,
          links: parcel.trackingNumbers.map((number) => trackingLink(parcel.carrier, number, own)),
          lines: lines
            .toSorted((one, other) => one.line.position - other.line.position)
            .map(({ quantity, line }) => ({
              title: lineTitle(line),
              quantity,
            })),
        },
  );
