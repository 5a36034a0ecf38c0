"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readShipping, type ShippingFault } from "@/domain/settings/read-shipping";
import { readZone, type ZoneFault } from "@/domain/shipping/read-zone";
import { isServed, MAX_ZONES, type Zone } from "@/domain/shipping/zones";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { type SaveAnswer, saveSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";
import { shippingFormat } from "./format";

const path = "/admin/settings/shipping";
const Typed = z.record(z.string().max(20), z.string().max(20_000));
const Seen = z.coerce.number().int().min(0).catch(0);

export const saveShipping = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const read = readShipping(typed);
    if ("fault" in read) return refused(shippingFault(read.fault));
    const answer = await saveSettings("shipping", read, Seen.parse(typed.seen));
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

export const saveZone = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const { zones } = (await getSettings("shipping")).values;
    const id = typed.zone || null;
    const t = translator(shopLocale());
    if (id !== null && !zones.some((zone) => zone.id === id)) return refused(t("admin.shipping.fault.gone"));
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const read = readZone(typed, {
      ...{ id, format: shippingFormat(), others: zones.filter((zone) => zone.id !== id) },
      isCountry: (code) => names.of(code) !== undefined,
    });
    if ("fault" in read) return refused(zoneFault(read.fault));
    const saved = id === null ? [...zones, read] : zones.map((zone) => (zone.id === id ? read : zone));
    const answer = await saveZones(saved, typed.seen);
    if (id === null && "kind" in answer && answer.kind === "saved")
      redirect(`${path}/zones/${encodeURIComponent(read.id)}`);
    return "refusal" in answer ? refused(answer.refusal) : answerOf(answer);
  },
);

export const removeZone = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const { zones } = (await getSettings("shipping")).values;
    const answer = await saveZones(
      zones.filter((zone) => zone.id !== typed.zone),
      typed.seen,
    );
    if ("kind" in answer && answer.kind === "saved") redirect(path);
    return "refusal" in answer ? refused(answer.refusal) : answerOf(answer);
  },
);

async function saveZones(zones: Zone[], seen: string | undefined): Promise<SaveAnswer | { refusal: string }> {
  const t = translator(shopLocale());
  if (!zones.some(isServed)) return { refusal: t("admin.shipping.fault.noRate") };
  if (zones.length > MAX_ZONES) return { refusal: t("admin.shipping.fault.manyZones", { most: MAX_ZONES }) };
  const answer = await saveSettings("shipping", { zones }, Seen.parse(seen));
  revalidatePath("/admin", "layout");
  return answer;
}

function shippingFault(fault: ShippingFault): string {
  const t = translator(shopLocale());
  return t(`admin.settings.shipping.fault.${fault.kind}`, { day: "day" in fault ? fault.day : "" });
}

function zoneFault(fault: ZoneFault): string {
  const t = translator(shopLocale());
  return t(`admin.shipping.fault.${fault.kind}`, {
    place: "place" in fault ? fault.place : 0,
    text: "text" in fault ? fault.text : "line" in fault ? fault.line : "",
    zone: "zone" in fault ? fault.zone : "",
  });
}
