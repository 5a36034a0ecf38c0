"use server";

import { redirect } from "next/navigation";
import { endSession } from "@/server/admins/end-session";
import { requireSameOrigin } from "@/server/same-origin";

export async function signOut(): Promise<void> {
  await requireSameOrigin();
  await endSession();
  redirect("/admin/sign-in");
}
