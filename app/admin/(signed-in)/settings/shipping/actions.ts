"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readShipping, type ShippingFault } from "@/domain/settings/read-shipping";
import { translator } from "@/messages/messages";
import { env, shopLocale } from "@/server/platform/env";
import { saveSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const path = "/admin/settings/shipping";
const Typed = z.record(z.string().max(20), z.string().max(2_000));
const Seen = z.coerce.number().int().min(0).catch(0);

export const saveShipping = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const read = readShipping(typed, env().SHOP_CURRENCY, (code) => names.of(code) !== undefined);
    if ("fault" in read) return refused(faultOf(read.fault));
    const answer = await saveSettings("shipping", read, Seen.parse(typed.seen));
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

function faultOf(fault: ShippingFault): string {
  const t = translator(shopLocale());
  return t(`admin.settings.shipping.fault.${fault.kind}`, {
    place: "place" in fault ? fault.place : 0,
    code: "code" in fault ? fault.code : "",
  });
}
