// Another process of the shop for tests: it follows what the merchant sets, and says it when it is asked.
import { storedForm } from "../../domain/settings/subjects.ts";
import { shopTimeZone } from "../../server/platform/env.ts";
import { settings } from "../../server/platform/settings/settings.ts";
import { followSettings } from "../../server/settings/load-settings.ts";

await followSettings();
process.on("message", () =>
  process.send?.({ ...storedForm({ ...settings("shop"), ...settings("shipping") }), zone: shopTimeZone() }),
);
process.send?.("ready");
