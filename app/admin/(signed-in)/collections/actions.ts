"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { sortCollection, undeleteCollection } from "@/server/catalog/collections/move-collection";
import { makeCollection } from "@/server/catalog/collections/save-collection";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const path = "/admin/collections";
const permission = "catalog.write" as const;

export const make = adminAction(
  { permission, schema: z.object({ title: z.string().max(200) }), path },
  async ({ title }): Promise<FormState> => {
    const made = await makeCollection(title);
    if (made.kind === "made") redirect(`${path}/${made.id}`);
    return { kind: "refused", message: translator(shopLocale())(`admin.collections.fault.${made.fault}`) };
  },
);

export const sort = adminAction(
  { permission, schema: z.object({ id: z.uuid(), step: z.enum(["up", "down"]) }), path },
  async ({ id, step }): Promise<FormState> => {
    await sortCollection(id, step);
    revalidatePath(path);
    return null;
  },
);

export const undelete = adminAction(
  { permission, schema: z.object({ id: z.uuid() }), path },
  async ({ id }): Promise<FormState> => {
    const t = translator(shopLocale());
    const done = await undeleteCollection(id);
    revalidatePath(path);
    return done === "done"
      ? { kind: "done", message: t("admin.collections.undeleted") }
      : { kind: "refused", message: t("admin.collections.fault.gone") };
  },
);
