"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { acceptWelcome } from "@/server/accounts/people/welcome";
import { startSession } from "@/server/accounts/start-session";
import { shopLocale } from "@/server/platform/env";
import type { WelcomeState } from "@/ui/admin/account/welcome-form";

const Text = z.string().max(1000).catch("");
const Form = z.object({ token: Text, email: Text, password: Text });

/** Sets a password by a one-time link and signs in with it. */
export const welcome = adminAction(
  { permission: null, schema: Form },
  async (input): Promise<WelcomeState> => {
    const t = translator(shopLocale());
    const result = await acceptWelcome(input);
    if (result.kind === "gone") return { problem: t("admin.welcome.gone.title"), email: input.email };
    if (result.kind === "refused")
      return { problem: t(`admin.password.fault.${result.fault}`), email: input.email };
    const signedIn = await startSession(result.email, input.password);
    return redirect(signedIn.kind === "signed_in" ? "/admin" : "/admin/sign-in");
  },
  (problem) => ({ problem, email: "" }),
);
