"use server";

import { revalidatePath } from "next/cache";
import { checkKeys } from "@/server/monitoring/check-keys";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import { admit } from "../../require-admin-or-redirect";

export async function check(): Promise<void> {
  requireSurface("admin");
  await requireSameOrigin();
  await admit("settings", "/admin/keys");
  await checkKeys();
  revalidatePath("/admin/keys");
}
