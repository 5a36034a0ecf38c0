import { invalidRequest } from "../protocol/errors.ts";
import type { VersionChange } from "./version-change.ts";

const NEWEST: Record<string, string> = {
  custom: "elements",
  embedded: "embedded_page",
  hosted: "hosted_page",
};
const OLDER = Object.fromEntries(Object.entries(NEWEST).map(([older, newest]) => [newest, older]));

/** docs.stripe.com/changelog/dahlia/2026-03-25/updates-available-checkout-session-ui-modes */
export const uiMode: VersionChange = {
  since: "2026-03-25.dahlia",
  says: "ui_mode hosted, embedded and custom are now hosted_page, embedded_page and elements",
  upgrade({ method, path, form, isLenient }) {
    const { ui_mode: given } = form;
    if (method !== "POST" || path !== "/v1/checkout/sessions" || typeof given !== "string" || given === "")
      return form;
    const newest = NEWEST[given];
    if (newest !== undefined) return { ...form, ui_mode: newest };
    if (isLenient) return form;
    throw invalidRequest("Invalid ui_mode: must be one of custom, embedded, or hosted", "ui_mode");
  },
  downgrade: {
    "checkout.session": (session) => {
      const { ui_mode: shown } = session;
      return typeof shown === "string" ? { ...session, ui_mode: OLDER[shown] ?? shown } : session;
    },
  },
  words: { embedded_page: "embedded", hosted_page: "hosted", "ui_mode=elements": "ui_mode=custom" },
};
