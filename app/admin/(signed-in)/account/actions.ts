"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ORDER_MAILS_CHOICES } from "@/domain/mail/order-mails";
import { translator } from "@/messages/messages";
import { changeOwnName, changeOwnPassword, endOwnSessions } from "@/server/accounts/own/own-account";
import {
  endSecondFactor,
  finishSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from "@/server/accounts/own/second-factor";
import { shopLocale } from "@/server/platform/env";
import { chooseOrderMails } from "@/server/today/order-mails";
import { chooseStockMails } from "@/server/today/tell-stock";
import type { FactorState } from "@/ui/admin/account/factor-form";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/account";
const PERMISSION = "account.own";
const Password = z.string().max(1000);

const say = () => translator(shopLocale());
const done = (message: string): FormState => ({ kind: "done", message });
const refused = (message: string): FormState => ({ kind: "refused", message });

export const changeName = adminAction(
  { permission: PERMISSION, schema: z.object({ name: z.string().trim().min(1).max(100) }), path: PATH },
  async ({ name }): Promise<FormState> => {
    await changeOwnName(name);
    revalidatePath(PATH, "layout");
    return done(say()("admin.account.name.done"));
  },
);

export const chooseMails = adminAction(
  { permission: PERMISSION, schema: z.object({ choice: z.enum(ORDER_MAILS_CHOICES) }), path: PATH },
  async ({ choice }): Promise<FormState> => {
    await chooseOrderMails(choice);
    revalidatePath(PATH);
    return done(say()("admin.account.orderMails.done"));
  },
);

export const chooseStock = adminAction(
  { permission: PERMISSION, schema: z.object({ choice: z.enum(["none", "daily"]) }), path: PATH },
  async ({ choice }): Promise<FormState> => {
    await chooseStockMails(choice === "daily");
    revalidatePath(PATH);
    return done(say()("admin.account.orderMails.done"));
  },
);

export const changePassword = adminAction(
  { permission: PERMISSION, schema: z.object({ former: Password, wanted: Password }), path: PATH },
  async ({ former, wanted }): Promise<FormState> => {
    const fault = await changeOwnPassword(former, wanted);
    revalidatePath(PATH);
    if (fault === null) return done(say()("admin.account.password.done"));
    return refused(
      say()(fault === "wrong" ? "admin.account.wrongPassword" : `admin.password.fault.${fault}`),
    );
  },
);

/** One action for the steps of the second factor: begin, enter the first code, end, new recovery codes. */
export const changeFactor = adminAction(
  {
    permission: PERMISSION,
    schema: z.object({
      step: z.enum(["start", "finish", "end", "codes"]),
      password: Password.default(""),
      code: z.string().max(20).default(""),
      // Shown again until a code has proved them.
      secret: z
        .string()
        .regex(/^[A-Z2-7]{0,100}$/)
        .default(""),
      uri: z
        .string()
        .regex(/^(otpauth:\/\/[!-~]{1,500})?$/)
        .default(""),
    }),
    path: PATH,
  },
  async ({ step, password, code, secret, uri }): Promise<FactorState> => {
    const t = say();
    const wrong = { step: "idle", problem: t("admin.account.wrongPassword") } as const;
    if (step === "start") {
      const made = await startSecondFactor(password);
      return made ? { step: "made", ...made } : wrong;
    }
    if (step === "finish") {
      const isOn = await finishSecondFactor(code);
      if (!isOn)
        return { step: "made", uri, secret, recoveryCodes: [], problem: t("admin.account.factor.wrongCode") };
      revalidatePath(PATH);
      return { step: "idle", sentence: t("admin.account.factor.on") };
    }
    if (step === "codes") {
      const recoveryCodes = await renewRecoveryCodes(password);
      return recoveryCodes ? { step: "codes", recoveryCodes } : wrong;
    }
    if (!(await endSecondFactor(password))) return wrong;
    revalidatePath(PATH);
    return { step: "idle", sentence: t("admin.account.factor.off") };
  },
  (problem) => ({ step: "idle", problem }) as const,
);

export const endSessions = adminAction(
  { permission: PERMISSION, schema: z.object({ id: z.string().max(100).optional() }), path: PATH },
  async ({ id }): Promise<FormState> => {
    await endOwnSessions(id);
    revalidatePath(PATH);
    return done(say()("admin.account.sessions.done"));
  },
);
