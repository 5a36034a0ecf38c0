"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_CARRIER_NAME, MAX_OWN_CARRIERS } from "@/domain/fulfillment/own-carriers";
import { translator } from "@/messages/messages";
import { archiveCarrier, saveCarrier } from "@/server/orders/fulfillment/own-carriers";
import { shopLocale } from "@/server/platform/env";
import type { CarrierFormState } from "@/ui/admin/carriers/carrier-form";
import type { FormState } from "@/ui/kit/form/form-state";

const path = "/admin/orders/carriers";
const Carrier = z.object({
  id: z.uuid().optional(),
  name: z.string().max(200),
  link: z.string().max(1_000),
  form: z.string().max(200),
});
const Archive = z.object({ id: z.uuid(), isArchived: z.enum(["", "on"]) });

export const save = adminAction(
  { permission: "settings.write", schema: Carrier, path },
  async ({ id, ...typed }): Promise<CarrierFormState> => {
    const t = translator(shopLocale());
    const answer = await saveCarrier(id ?? null, typed);
    if (answer === "saved") {
      revalidatePath(path);
      return { kind: "done", message: t("admin.carriers.saved") };
    }
    const values = { place: "{number}", carriers: MAX_OWN_CARRIERS, letters: MAX_CARRIER_NAME };
    return { kind: "refused", message: t(`admin.carriers.fault.${answer}`, values), typed };
  },
);

/** Offers a carrier no more, or again. */
export const archive = adminAction(
  { permission: "settings.write", schema: Archive, path },
  async ({ id, isArchived }): Promise<FormState> => {
    await archiveCarrier(id, isArchived === "on");
    revalidatePath(path);
    return null;
  },
);
