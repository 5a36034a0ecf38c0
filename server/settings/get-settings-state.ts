import "server-only";
import type { SettingsState } from "@/domain/settings/views";
import { requireAdmin } from "../accounts/session";
import { env } from "../platform/env";
import { settings } from "../platform/settings/settings";
import { senderAddress } from "./sender";
import { countriesShippedTo } from "./shipping-shop";

/** What each page of settings says now. */
export async function getSettingsState(): Promise<SettingsState> {
  await requireAdmin("settings.write");
  const { name, timeZone } = settings("shop");
  const { isOn, isSmallBusiness, homeCountry: home } = settings("tax");
  return {
    shop: { name, timeZone },
    seller: { name: settings("seller").legalName },
    shipping: { zones: settings("shipping").zones.length, countries: countriesShippedTo().length },
    tax: { isOn, isSmallBusiness, home },
    documents: { isOn: settings("documents").isOn },
    emails: { sender: senderAddress().name, hasServer: env().SMTP_URL !== undefined },
  };
}
