"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { nextPath } from "@/domain/accounts/next-path";
import { translator } from "@/messages/messages";
import { finishSession } from "@/server/accounts/start-session";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Text = z.string().max(1000).catch("");

/** The second step of signing in. */
export const enterCode = adminAction(
  { permission: null, schema: z.object({ proof: Text, next: Text }) },
  async ({ proof, next }): Promise<FormState> => {
    const outcome = await finishSession(proof);
    if (outcome === "signed_in") redirect(nextPath(next));
    return { kind: "refused", message: translator(shopLocale())(`admin.signIn.code.${outcome}`) };
  },
);
