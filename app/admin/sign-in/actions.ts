"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { startSession } from "@/server/accounts/start-session";
import { shopLocale } from "@/server/platform/env";
import type { SignInState } from "@/ui/admin/frame/sign-in-form";
import { nextPath } from "./next-path";

const Text = z.string().max(1000).catch("");
const Form = z.object({ email: Text, password: Text, next: Text });

export const signIn = adminAction(
  { permission: null, schema: Form },
  async ({ email, password, next }): Promise<SignInState> => {
    const t = translator(shopLocale());
    if (email === "" || password === "") return { problem: t("admin.signIn.missing"), email };
    const answer = await startSession(email, password);
    switch (answer.kind) {
      case "signed_in":
        return redirect(nextPath(next));
      case "wrong":
        return { problem: t("admin.signIn.wrong"), email };
      case "limited":
        return { problem: t("admin.signIn.limited", { minutes: minutesUntil(answer.retryAt) }), email };
    }
  },
  (problem) => ({ problem, email: "" }),
);

const minutesUntil = (time: Date) => Math.max(1, Math.ceil((time.getTime() - Date.now()) / 60_000));
