"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { startSession } from "@/server/accounts/start-session";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import type { SignInState } from "@/ui/admin/frame/sign-in-form";
import { nextPath } from "./next-path";

const Form = z.object({
  email: z.string().max(1000),
  password: z.string().max(1000),
  next: z.string().max(1000),
});

export async function signIn(_: SignInState, form: FormData): Promise<SignInState> {
  requireSurface("admin");
  await requireSameOrigin();
  const parsed = Form.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { problem: "Fill in both fields.", email: "" };
  const { email, password, next } = parsed.data;
  const answer = await startSession(email, password);
  switch (answer.kind) {
    case "signed_in":
      return redirect(nextPath(next));
    case "wrong":
      return { problem: "This e-mail address and password do not belong together. Try again.", email };
    case "limited":
      return { problem: `Too many tries. Wait ${minutesUntil(answer.retryAt)}, then try again.`, email };
  }
}

function minutesUntil(time: Date): string {
  const minutes = Math.max(1, Math.ceil((time.getTime() - Date.now()) / 60_000));
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
