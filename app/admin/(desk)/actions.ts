"use server";

import { redirect } from "next/navigation";
import { endSession } from "@/server/admins/end-session";
import { requireSameOrigin } from "@/server/same-origin";
import { requireSurface } from "@/server/surface";

export async function signOut(): Promise<void> {
  requireSurface("admin");
  await requireSameOrigin();
  await endSession();
  redirect("/admin/sign-in");
}
