import { LinkButton } from "@/ui/kit/form/link-button";

export default function AdminNotFound() {
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">Page not found</h1>
      <p className="mt-2 mb-5 text-ink-soft">The address may be mistyped, or the page no longer exists.</p>
      <LinkButton href="/admin/orders" tone="plain" size="small">
        Go to orders
      </LinkButton>
    </div>
  );
}
