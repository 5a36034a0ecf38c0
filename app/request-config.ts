import { getRequestConfig } from "next-intl/server";
import { messagesOf } from "@/messages/messages";
import { shopLocale, shopTimeZone } from "@/server/platform/env";

/** The shop has one locale: nothing of the request is read, so that pages stay static. */
export default getRequestConfig(() => {
  const locale = shopLocale();
  return { locale, messages: messagesOf(locale), timeZone: shopTimeZone() };
});
