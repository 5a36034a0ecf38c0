/** On every page while the local Stripe stands in. */
export function SandboxBanner() {
  return (
    <aside aria-label="Sandbox" className="bg-banner py-1.5 text-center text-sm text-on-banner print:hidden">
      <p className="page">
        <strong className="font-medium">Sandbox: no real money.</strong>{" "}
        <span className="max-sm:hidden">Pay with card 4242 4242 4242 4242 and any date in the future.</span>
      </p>
    </aside>
  );
}
