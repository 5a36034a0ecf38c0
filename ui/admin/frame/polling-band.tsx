import { useTranslations } from "next-intl";

/** Above every page of the admin: webhooks are off, so what happens at Stripe shows a little later. */
export function PollingBand() {
  const t = useTranslations();
  return (
    <p
      role="status"
      className="border-b border-line-strong bg-paper-sunk px-4 py-2 text-ink-soft print:hidden"
    >
      {t.rich("admin.frame.polling", {
        strong: (text) => <strong className="font-medium text-ink">{text}</strong>,
        variable: () => <code>STRIPE_WEBHOOK_SECRET</code>,
      })}
    </p>
  );
}
