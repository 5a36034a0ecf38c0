import { invalidRequest } from "../../protocol/errors.ts";
import type { Work } from "../../work/work.ts";
import type { CreateParams } from "./session-params.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Callers compute 30 minutes from their own clock, a moment before we look at ours. */
const CLOCK_SLACK_SECONDS = 60;

/** What may stand together: answers the kind of page. */
export function checkModes(given: CreateParams): "hosted_page" | "embedded_page" {
  const { mode = "payment", ui_mode: uiMode = "hosted_page" } = given;
  const notCovered = (param: string, value: string) =>
    invalidRequest(
      `The sandbox does not imitate ${param}=${value}. Stripe itself accepts it.`,
      param,
      "sandbox_not_covered",
    );
  if (mode !== "payment") throw notCovered("mode", mode);
  if (uiMode !== "hosted_page" && uiMode !== "embedded_page") throw notCovered("ui_mode", uiMode);
  if (given.automatic_tax?.enabled) throw notCovered("automatic_tax[enabled]", "true");
  if (uiMode !== "hosted_page" && given.after_expiration?.recovery?.enabled)
    throw notCovered("after_expiration[recovery][enabled]", `true when ui_mode is ${uiMode}`);
  const need = (param: "success_url" | "return_url") => {
    if (given[param] === undefined)
      throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
  };
  const mayNot = (param: "success_url" | "cancel_url" | "return_url" | "redirect_on_completion") => {
    if (given[param] !== undefined)
      throw invalidRequest(`You may not specify \`${param}\` when \`ui_mode\` is \`${uiMode}\`.`, param);
  };
  if (uiMode === "hosted_page") {
    need("success_url");
    mayNot("return_url");
    mayNot("redirect_on_completion");
  } else {
    mayNot("success_url");
    mayNot("cancel_url");
    if (given.redirect_on_completion !== "never") need("return_url");
    else mayNot("return_url");
  }
  return uiMode;
}

/**
 * Between half an hour and a day from now; a day when nobody asks. The caller counts on a clock that nobody
 * moved on: the moment is brought to the sandbox's.
 */
export function checkExpiry(work: Work, asked: number | undefined): number {
  if (asked === undefined) return work.now + 24 * HOUR;
  const requested = asked + (work.store.settings.get("clock_offset")?.value ?? 0);
  const seconds = requested - work.now;
  if (seconds < 30 * MINUTE - CLOCK_SLACK_SECONDS) {
    throw invalidRequest(
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "expires_at",
    );
  }
  if (seconds > 24 * HOUR + CLOCK_SLACK_SECONDS) {
    throw invalidRequest(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  return requested;
}
