"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { endSession } from "@/server/accounts/start-session";

export const signOut = adminAction({ permission: null, schema: z.object({}) }, async (): Promise<void> => {
  await endSession();
  redirect("/admin/sign-in");
});
