"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_ADDRESS_FIELD } from "@/domain/fulfillment/corrected-address";
import { translator } from "@/messages/messages";
import { correctAddress, restoreAddress } from "@/server/orders/fulfillment/correct-address";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Order = z.object({ orderId: z.uuid() });
const text = z.string().max(1_000);
const Address = Order.extend({
  ...{ name: text, line1: text, line2: text, postalCode: text, city: text, region: text },
});
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

export const saveAddress = adminAction(
  { permission: "orders.fulfill", schema: Address, path: pathOf },
  async ({ orderId, ...typed }): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await correctAddress(orderId, typed);
    if (result.kind === "refused")
      return {
        kind: "refused",
        message: t(`admin.orders.address.answer.${result.fault}`, {
          field: t(`admin.orders.address.field.${result.field}`),
          most: MAX_ADDRESS_FIELD,
        }),
      };
    revalidatePath(pathOf({ orderId }));
    const kind = result.kind === "corrected" ? "done" : "refused";
    return { kind, message: t(`admin.orders.address.answer.${result.kind}`) };
  },
);

export const takeShoppersAddress = adminAction(
  { permission: "orders.fulfill", schema: Order, path: pathOf },
  async ({ orderId }): Promise<FormState> => {
    const result = await restoreAddress(orderId);
    revalidatePath(pathOf({ orderId }));
    const message = translator(shopLocale())(`admin.orders.address.answer.${result}`);
    return { kind: result === "restored" ? "done" : "refused", message };
  },
);
