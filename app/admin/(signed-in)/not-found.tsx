import { LinkButton } from "@/ui/kit/form/link-button";

export default function AdminNotFound() {
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">There is nothing here</h1>
      <p className="mt-2 mb-5 text-ink-soft">The address may be mistyped, or what was here is gone.</p>
      <LinkButton href="/admin/orders" tone="plain" size="small">
        To the orders
      </LinkButton>
    </div>
  );
}
