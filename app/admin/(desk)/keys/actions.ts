"use server";

import { revalidatePath } from "next/cache";
import { checkKeys } from "@/server/keys/check-keys";
import { requireSameOrigin } from "@/server/same-origin";
import { requireSurface } from "@/server/surface";
import { admit } from "../../admit";

export async function check(): Promise<void> {
  requireSurface("admin");
  await requireSameOrigin();
  await admit("settings", "/admin/keys");
  await checkKeys();
  revalidatePath("/admin/keys");
}
