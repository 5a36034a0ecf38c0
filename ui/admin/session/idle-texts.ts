import type { Translate } from "@/messages/messages";

/** What an `IdleWatch` says. */
export const idleTexts = (t: Translate) => ({
  soon: t("admin.idle.soon"),
  soonIdle: t("admin.idle.soonIdle"),
  soonFinal: t("admin.idle.soonFinal"),
  stay: t("admin.idle.stay"),
  close: t("admin.idle.close"),
  over: t("admin.idle.over"),
  overKept: t("admin.idle.overKept"),
  signIn: t("admin.idle.signIn"),
});
