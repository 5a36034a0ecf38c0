import type { Checked } from "@/domain/reconciliation/differences";

const STEPS: Record<string, string> = {
  sessions: "payments at Stripe",
  refunds: "refunds at Stripe",
  disputes: "disputes at Stripe",
  orders: "orders",
  stock: "variants in stock",
  again: "differences checked a second time",
};

/** "1,200 of 10,000 orders" */
export function progressMessage(
  { what, done, of }: { what: string; done: number; of: number | null },
  locale: string,
): string {
  const figure = (number: number) => number.toLocaleString(locale);
  return `${of === null ? figure(done) : `${figure(done)} of ${figure(of)}`} ${STEPS[what] ?? what}`;
}

export const count = (number: number, noun: string, locale: string): string =>
  `${number.toLocaleString(locale)} ${noun}${number === 1 ? "" : "s"}`;

export function checkedMessage(checked: Checked | null, locale: string): string {
  if (!checked) return "";
  const parts = [
    count(checked.orders, "order", locale),
    count(checked.sessions, "payment page", locale),
    count(checked.refunds, "refund", locale),
    count(checked.disputes, "dispute", locale),
    count(checked.variants, "variant", locale),
  ];
  return parts.filter((part) => !part.startsWith("0 ")).join(", ");
}

/** To the second within a minute, so that an admin who has just asked sees it move. */
export function agoText(at: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));
  const format = new Intl.RelativeTimeFormat(locale, { style: "long" });
  if (seconds < 60) return format.format(-seconds, "second");
  if (seconds < 3_600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3_600), "hour");
  return format.format(-Math.floor(seconds / 86_400), "day");
}
