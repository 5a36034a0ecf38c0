"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { checkAccent, MIN_CONTRAST } from "@/domain/settings/accent";
import { shopSchema } from "@/domain/settings/shop";
import { translator } from "@/messages/messages";
import { MAX_NUMBERS_SKIPPED, startOrderNumbers } from "@/server/orders/numbers/start-order-numbers";
import { shopLocale } from "@/server/platform/env";
import { MAX_PICTURE_BYTES, SHOP_PICTURES, savePicture } from "@/server/settings/save-picture";
import { saveSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const path = "/admin/settings/shop";
const seen = z.coerce.number().int().min(0);
const text = z.string().max(2_000);
const Typed = z.object({
  seen,
  name: text,
  accent: text.transform((typed) => typed.trim().toLowerCase()),
  address: text.transform((typed) => typed.replaceAll("\r\n", "\n")),
  email: text.transform((typed) => typed.trim()),
  phone: text,
  timeZone: text,
  locale: text,
  units: text,
});
const Fields = shopSchema.pick({
  ...{ name: true, accent: true, address: true, email: true, phone: true },
  ...{ timeZone: true, locale: true, units: true },
});

export const saveShop = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async ({ seen: shown, accent, ...typed }): Promise<FormState> => {
    const t = translator(shopLocale());
    const color = accent === "" ? null : accent.startsWith("#") ? accent : `#${accent}`;
    const parsed = Fields.safeParse({ ...typed, accent: color });
    const field = parsed.error?.issues[0]?.path[0] as keyof typeof Fields.shape | undefined;
    if (!parsed.success) return refused(t(`admin.settings.shop.fault.${field ?? "name"}`));
    const check = color === null ? null : checkAccent(color);
    if (check && !check.isFit) {
      const values = { contrast: check.contrast, least: MIN_CONTRAST, nearest: check.nearest };
      return refused(t("admin.settings.shop.fault.contrast", values));
    }
    const answer = await saveSettings("shop", parsed.data, shown);
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

const Picture = z.object({
  seen,
  which: z.enum(SHOP_PICTURES),
  step: z.enum(["upload", "remove"]).catch("upload"),
  file: z.instanceof(File).optional().catch(undefined),
});

export const saveShopPicture = adminAction(
  { permission: "settings.write", schema: Picture, path },
  async ({ seen: shown, which, step, file }): Promise<FormState> => {
    const t = translator(shopLocale());
    if (step === "upload" && (!file || file.size === 0)) return refused(t("admin.settings.picture.none"));
    const content = step === "remove" || !file ? null : Buffer.from(await file.arrayBuffer());
    const answer = await savePicture(which, content, shown);
    revalidatePath("/admin", "layout");
    switch (answer.kind) {
      case "no_picture":
        return refused(t("admin.settings.picture.fault"));
      case "large":
        return refused(t("admin.settings.picture.large", { kilobytes: MAX_PICTURE_BYTES / 1024 }));
      default:
        return answerOf(answer);
    }
  },
);

const Start = z.object({ from: z.string().max(20) });

export const startNumbers = adminAction(
  { permission: "settings.write", schema: Start, path },
  async ({ from }): Promise<FormState> => {
    const t = translator(shopLocale());
    const number = /^\d{1,9}$/.test(from.trim()) ? Number(from) : 0;
    const answer = await startOrderNumbers(number);
    revalidatePath(path);
    const message = t(`admin.settings.numbers.${answer}`, { number, most: MAX_NUMBERS_SKIPPED });
    return { kind: answer === "saved" ? "done" : "refused", message };
  },
);
