import { formatArrival } from "@/domain/format-time";
import type { OrderPromise } from "@/domain/shipping/agreed/promise";
import type { Translate } from "./messages";

/** What was promised, as a label and a text: "Arrives", "2–4 Dec". */
export function promiseText(promise: OrderPromise, t: Translate, locale: string) {
  const days = formatArrival(promise, locale);
  if (promise.pickup === null) return { label: t("site.promise.arrives"), text: days };
  return { label: t("site.promise.ready"), text: [days, promise.pickup].filter(Boolean).join(" · ") };
}
