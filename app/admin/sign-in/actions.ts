"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { startSession } from "@/server/accounts/start-session";
import type { SignInState } from "@/ui/admin/frame/sign-in-form";
import { nextPath } from "./next-path";

const MESSAGES = {
  missing: "Fill in both fields.",
  wrong: "The email address or the password is wrong. Try again.",
};

const Text = z.string().max(1000).catch("");
const Form = z.object({ email: Text, password: Text, next: Text });

export const signIn = adminAction(
  { permission: null, schema: Form },
  async ({ email, password, next }): Promise<SignInState> => {
    if (email === "" || password === "") return { problem: MESSAGES.missing, email };
    const answer = await startSession(email, password);
    switch (answer.kind) {
      case "signed_in":
        return redirect(nextPath(next));
      case "wrong":
        return { problem: MESSAGES.wrong, email };
      case "limited":
        return { problem: `Too many attempts. Try again in ${minutesUntil(answer.retryAt)}.`, email };
    }
  },
  (problem) => ({ problem, email: "" }),
);

function minutesUntil(time: Date): string {
  const minutes = Math.max(1, Math.ceil((time.getTime() - Date.now()) / 60_000));
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
