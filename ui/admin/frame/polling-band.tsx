/** Above every page of the admin: webhooks are off, so what happens at Stripe shows a little later. */
export function PollingBand() {
  return (
    <p
      role="status"
      className="border-b border-line-strong bg-paper-sunk px-4 py-2 text-ink-soft print:hidden"
    >
      <strong className="font-medium text-ink">Webhooks are off.</strong> The shop asks Stripe once a minute
      instead: payments, refunds and disputes show up to five minutes later. Set{" "}
      <code>STRIPE_WEBHOOK_SECRET</code> to show them immediately.
    </p>
  );
}
