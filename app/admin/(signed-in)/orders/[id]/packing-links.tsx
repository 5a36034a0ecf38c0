import { PackageOpen, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import type { OrderView } from "@/domain/orders/views";
import { LinkButton } from "@/ui/kit/form/link-button";

const SHORTCUT = "p";

/** What the packing table needs of an order that may be packed, or was. */
export function PackingLinks({ order, admin }: { order: OrderView; admin: Admin }) {
  const t = useTranslations();
  const hasThings = order.units.some(({ units: { left, sent } }) => left + sent > 0);
  if (!hasThings || order.notSent !== null || !isAllowed(admin.role, "orders.fulfill")) return null;
  return (
    <p className="mt-3 mb-5 flex flex-wrap gap-2 print:hidden">
      {order.units.some(({ units: { left } }) => left > 0) ? (
        <LinkButton
          href={`/admin/orders/${order.id}/pack`}
          data-shortcut={SHORTCUT}
          aria-keyshortcuts={SHORTCUT}
          prefetch={false}
          tone="plain"
          size="small"
        >
          <PackageOpen aria-hidden className="size-3.5" /> {t("admin.packing.key")}
          <kbd className="ms-1 rounded-sm border border-line-strong px-1 font-sans text-xs max-md:hidden">
            {SHORTCUT}
          </kbd>
        </LinkButton>
      ) : null}
      <LinkButton href={`/admin/orders/${order.id}/slip`} prefetch={false} tone="plain" size="small">
        <Printer aria-hidden className="size-3.5" /> {t("admin.paper.open")}
      </LinkButton>
    </p>
  );
}
