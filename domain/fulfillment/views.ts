import type { ParcelState, Units } from "./sending-state.ts";

/** A parcel as its shopper may see it. */
export type ParcelView = {
  id: string;
  state: Exclude<ParcelState, "undone">;
  carrier: string | null;
  /** As people know it; null: not said, or not known any more. */
  carrierName: string | null;
  trackingNumbers: string[];
  /** The page of each number at the carrier. */
  links: (string | null)[];
  sentAt: Date;
  /** When it was delivered or came back; null while it is on its way. */
  movedAt: Date | null;
  lines: { title: string; quantity: number }[];
};

/** What an admin sees of one besides. */
export type AdminParcelView = ParcelView & {
  sentBy: string | null;
  movedBy: string | null;
  /** The shopper gets a mail about it, or got one. */
  hasMail: boolean;
  /** Until when sending can be undone; null when it cannot any more. */
  undoableUntil: Date | null;
};

/** Where the units of an order's line are. */
export type LineUnits = { lineId: string; units: Units };
