"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { nextPath } from "@/domain/accounts/next-path";
import { type Translate, translator } from "@/messages/messages";
import { startSession } from "@/server/accounts/start-session";
import { shopLocale } from "@/server/platform/env";
import type { SignInState } from "@/ui/admin/session/sign-in-form";

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
      case "needs_code":
        return redirect(`/admin/sign-in/code?next=${encodeURIComponent(nextPath(next))}`);
      case "wrong":
        return { problem: t("admin.signIn.wrong"), email };
      case "limited":
        return { problem: howLong(answer.retryAt, t), email };
    }
  },
  (problem) => ({ problem, email: "" }),
);

function howLong(retryAt: Date, t: Translate): string {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1_000));
  if (seconds <= 60) return t("admin.signIn.wait", { seconds });
  return t("admin.signIn.limited", { minutes: Math.ceil(seconds / 60) });
}
