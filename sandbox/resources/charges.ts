import type { Charge } from "../objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint, pageOf, paging } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { object, optional, text, unsettable } from "../protocol/params.ts";
import type { Work } from "../work.ts";

export function getCharge(work: Work, id: string, param = "id"): Charge {
  const charge = work.store.charges.get(id);
  if (!charge) throw noSuch("charge", id, param);
  return charge;
}

export const chargeEndpoints = [
  endpoint("GET /v1/charges/:id", one("charge"), object({}), (work, _, id) => getCharge(work, id)),
  endpoint(
    "POST /v1/charges/:id",
    one("charge"),
    object({ description: unsettable(text()), metadata: optional(metadata()) }, [
      "customer",
      "fraud_details",
      "receipt_email",
      "shipping",
      "transfer_group",
    ]),
    (work, given, id) => {
      const charge = getCharge(work, id);
      const changed = work.store.charges.put({
        ...charge,
        description: given.description === undefined ? charge.description : given.description,
        metadata: mergeMetadata(charge.metadata, given.metadata),
      });
      work.emit("charge.updated", changed, { description: charge.description, metadata: charge.metadata });
      return changed;
    },
  ),
  endpoint("GET /v1/charges/:id/refunds", many("refund"), object(paging), (work, given, id) =>
    pageOf(work.store.refunds, {
      ...given,
      url: `/v1/charges/${getCharge(work, id).id}/refunds`,
      where: ["charge", id],
    }),
  ),
  listEndpoint("GET /v1/charges", "charge", (store) => store.charges, {
    filters: { payment_intent: optional(text()), customer: optional(text()) },
    indexed: ["payment_intent", "customer"],
  }),
];
