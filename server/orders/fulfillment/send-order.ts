import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import {
  type ParcelUnits,
  refuseSending,
  type SendingRefusal,
  UNDO_SECONDS,
  unitsOf,
} from "@/domain/fulfillment/sending-state";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { loadSending, writeFulfillmentState } from "./load-sending";
import { knownCarrier } from "./own-carriers";

export type SendInput = {
  orderId: string;
  /** Made when the form was rendered: the same one again is the same parcel. */
  requestId: string;
  /** Units by the id of their line. */
  units: ParcelUnits;
  carrier: string | null;
  /** As `readTrackingNumbers` gives them. */
  trackingNumbers: string[];
  /** The shopper gets a mail about it. */
  hasMail: boolean;
};

export type SendResult =
  | { kind: "sent"; parcelId: string; units: number; hasMail: boolean }
  | { kind: "refused"; refusal: SendingRefusal | "unknown_order" | "undone_before" };

/**
 * Records that units of an order were sent, and enqueues the shopper's mail about it, which waits while sending can be
 * undone. A double click, two admins or a crash after the commit are one parcel.
 * @throws when the admin may not
 */
export async function sendOrder(input: SendInput): Promise<SendResult> {
  const admin = await requireAdmin("orders.fulfill");
  const carrier = await knownCarrier(input.carrier);
  const result = await transaction((tx) => recordParcel(tx, { ...input, carrier }, admin));
  crashPoint("sending:recorded");
  return result;
}

async function recordParcel(tx: Tx, input: SendInput, admin: Admin): Promise<SendResult> {
  const { orderId, requestId, carrier, trackingNumbers } = input;
  const order = await loadSending(tx, orderId);
  if (!order) return { kind: "refused", refusal: "unknown_order" };
  const known = await tx.fulfillment.findUnique({
    where: { requestId, orderId },
    select: { id: true, state: true, hasMail: true, lines: { select: { quantity: true } } },
  });
  if (known?.state === "undone") return { kind: "refused", refusal: "undone_before" };
  if (known) return { kind: "sent", parcelId: known.id, units: unitSum(known.lines), hasMail: known.hasMail };
  const refusal = refuseSending(order, order.lines, input.units);
  if (refusal) return { kind: "refused", refusal };
  const lines = [...input.units].flatMap(([orderLineId, quantity]) =>
    quantity > 0 ? { orderLineId, quantity } : [],
  );
  const hasMail = input.hasMail && order.email !== null;
  const { id } = await tx.fulfillment.create({
    data: {
      ...{ orderId, requestId, carrier, trackingNumbers, hasMail, sentBy: admin.name },
      lines: { createMany: { data: lines } },
    },
    select: { id: true },
  });
  const left = (await writeFulfillmentState(tx, orderId)).some((line) => unitsOf(line).left > 0);
  const units = unitSum(lines);
  if (hasMail)
    await enqueueMailOnce(tx, orderId, left ? "partly_sent" : "sent", { fulfillmentId: id }, UNDO_SECONDS);
  await recordOrderEvent(
    tx,
    orderId,
    { cause: "admin", causeRef: admin.name },
    { kind: "parcel_sent", data: { parcelId: id, units, carrier, trackingNumbers } },
  );
  const object = `order:${orderId}`;
  await audit(tx, { by: admin, action: "order_sent", object, after: { parcelId: id, units, carrier } });
  return { kind: "sent", parcelId: id, units, hasMail };
}

const unitSum = (lines: { quantity: number }[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** too_late: its mail has left, the time is over, or it was marked as delivered or returned. */
export type UndoResult = "undone" | "too_late" | "unknown_parcel";

/**
 * Takes a parcel back that was recorded by mistake, and the shopper's mail with it, within UNDO_SECONDS and before that
 * mail has left. @throws when the admin may not
 */
export async function undoSending(parcelId: string): Promise<UndoResult> {
  const admin = await requireAdmin("orders.fulfill");
  const result = await transaction((tx) => takeBack(tx, parcelId, admin));
  crashPoint("sending:undone");
  return result;
}

async function takeBack(tx: Tx, parcelId: string, admin: Admin): Promise<UndoResult> {
  const parcel = await findParcel(tx, parcelId);
  if (!parcel) return "unknown_parcel";
  const { orderId } = parcel;
  await loadSending(tx, orderId);
  // By hand, for the database's clock. The worker that sends the mail writes the same row: one of the two is first.
  const count = await tx.$executeRaw`
    UPDATE fulfillments SET state = 'undone', moved_at = now(), moved_by = ${admin.name}
     WHERE id = ${parcelId}::uuid AND state = 'sent' AND told_at IS NULL
       AND sent_at > now() - make_interval(secs => ${UNDO_SECONDS}::int)`;
  if (count !== 1) return (await findParcel(tx, parcelId))?.state === "undone" ? "undone" : "too_late";
  await writeFulfillmentState(tx, orderId);
  const by = { cause: "admin", causeRef: admin.name } as const;
  await recordOrderEvent(tx, orderId, by, { kind: "sending_undone", data: { parcelId } });
  await audit(tx, {
    by: admin,
    action: "order_sending_undone",
    object: `order:${orderId}`,
    before: { parcelId },
  });
  return "undone";
}

/** The parcel of an id that may be any text. */
export async function findParcel(tx: Tx, parcelId: string) {
  if (!isUuid(parcelId)) return null;
  return tx.fulfillment.findUnique({
    where: { id: parcelId },
    select: { orderId: true, state: true, carrier: true, trackingNumbers: true },
  });
}

/** The carrier that the admin named last; null before the first. */
export async function findLastCarrier(): Promise<string | null> {
  const { name } = await requireAdmin("orders.fulfill");
  const last = await db().fulfillment.findFirst({
    where: { sentBy: name, carrier: { not: null } },
    orderBy: { sentAt: "desc" },
    select: { carrier: true },
  });
  return last?.carrier ?? null;
}
