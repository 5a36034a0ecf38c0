import "server-only";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { type Tx, transaction } from "../../platform/db";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { loadSending, writeFulfillmentState } from "./load-sending";
import { knownCarrier } from "./own-carriers";
import { findParcel } from "./send-order";

/**
 * What became of a parcel that is on its way. delivered: the shopper gets a mail about it, where `hasMail` says so.
 * returned: it came back to the sender, and its units may be sent again.
 * @returns false when it is not on its way (any more)
 * @throws when the admin may not
 */
export async function endParcel(
  parcelId: string,
  state: "delivered" | "returned",
  hasMail = false,
): Promise<boolean> {
  const admin = await requireAdmin("orders.fulfill");
  const isDone = await transaction(async (tx) => {
    const order = await lockOrderOf(tx, parcelId);
    if (!order) return false;
    // By hand, for the database's clock.
    const count = await tx.$executeRaw`
      UPDATE fulfillments SET state = ${state}::"ParcelState", moved_at = now(), moved_by = ${admin.name}
       WHERE id = ${parcelId}::uuid AND state = 'sent'`;
    if (count !== 1) return false;
    await writeFulfillmentState(tx, order.id);
    if (hasMail && state === "delivered" && order.email !== null)
      await enqueueMailOnce(tx, order.id, "delivered", { fulfillmentId: parcelId });
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, order.id, by, { kind: `parcel_${state}`, data: { parcelId } });
    const object = `order:${order.id}`;
    await audit(tx, { by: admin, action: `order_parcel_${state}`, object, after: { parcelId } });
    return true;
  });
  crashPoint("sending:ended");
  return isDone;
}

/**
 * Another carrier or other tracking numbers, for the shopper's page, and for the mail if it has not left yet.
 * @returns false when there is no such parcel
 * @throws when the admin may not
 */
export async function correctTracking(
  parcelId: string,
  typedCarrier: string | null,
  trackingNumbers: string[],
): Promise<boolean> {
  const admin = await requireAdmin("orders.fulfill");
  const carrier = await knownCarrier(typedCarrier);
  return transaction(async (tx) => {
    const order = await lockOrderOf(tx, parcelId);
    const before = await findParcel(tx, parcelId);
    if (!order || !before || before.state === "undone") return false;
    const isSame =
      before.carrier === carrier && before.trackingNumbers.join(" ") === trackingNumbers.join(" ");
    if (isSame) return true;
    await tx.fulfillment.updateMany({ where: { id: parcelId }, data: { carrier, trackingNumbers } });
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, order.id, by, {
      kind: "tracking_corrected",
      data: { parcelId, carrier, trackingNumbers },
    });
    await audit(tx, {
      by: admin,
      action: "order_tracking_corrected",
      object: `order:${order.id}`,
      before: { parcelId, carrier: before.carrier },
      after: { parcelId, carrier },
    });
    return true;
  });
}

async function lockOrderOf(tx: Tx, parcelId: string) {
  const parcel = await findParcel(tx, parcelId);
  return parcel && loadSending(tx, parcel.orderId);
}
