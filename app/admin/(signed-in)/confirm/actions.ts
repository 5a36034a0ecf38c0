"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { nextPath } from "@/domain/accounts/next-path";
import { translator } from "@/messages/messages";
import { confirmSession } from "@/server/accounts/step-up";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Text = z.string().max(1000).catch("");

export const confirm = adminAction(
  {
    permission: "account.own",
    schema: z.object({ proof: Text, next: Text }),
    path: ({ next }) => nextPath(next),
  },
  async ({ proof, next }): Promise<FormState> => {
    const outcome = await confirmSession(proof);
    if (outcome === "confirmed") redirect(nextPath(next));
    return { kind: "refused", message: translator(shopLocale())(`admin.confirm.${outcome}`) };
  },
);
