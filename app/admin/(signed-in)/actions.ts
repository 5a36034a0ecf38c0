"use server";

import { redirect } from "next/navigation";
import { endSession } from "@/server/accounts/start-session";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";

export async function signOut(): Promise<void> {
  requireSurface("admin");
  await requireSameOrigin();
  await endSession();
  redirect("/admin/sign-in");
}
