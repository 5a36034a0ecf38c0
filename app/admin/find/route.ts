import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { readProductValues } from "@/domain/catalog/list/product-filter";
import type { FoundGroup } from "@/domain/find/match-places";
import { formatMoney } from "@/domain/money";
import { translator } from "@/messages/messages";
import {
  NotAllowedError,
  NotSignedInError,
  requireAdmin,
  SecondFactorMissingError,
} from "@/server/accounts/session";
import { listCatalog } from "@/server/catalog/list/list-catalog";
import { listCustomers } from "@/server/customers/list-customers";
import { listOrders } from "@/server/orders/admin/list-orders";
import { shopLocale } from "@/server/platform/env";

export const dynamic = "force-dynamic";

const MAX_OF_A_KIND = 5;
const Asked = z.object({ words: z.string().trim().min(1).max(200) });

/** Orders, products and customers that hold the words: posted, because words that name people stay out of addresses. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { role } = await requireAdmin("admin.enter");
    const asked = Asked.safeParse(await request.json().catch(() => null));
    if (!asked.success) return new Response(null, { status: 400 });
    const { words } = asked.data;
    const groups = await Promise.all([
      isAllowed(role, "orders.read") ? findOrders(words, isAllowed(role, "orders.money")) : [],
      isAllowed(role, "catalog.read") ? findProducts(words) : [],
      isAllowed(role, "customers.read") ? findCustomers(words) : [],
    ]);
    return Response.json(groups.flat());
  } catch (error) {
    if (error instanceof NotSignedInError) return new Response(null, { status: 401 });
    if (error instanceof NotAllowedError || error instanceof SecondFactorMissingError)
      return new Response(null, { status: 403 });
    throw error;
  }
}

async function findOrders(words: string, hasAmounts: boolean): Promise<FoundGroup[]> {
  const page = await listOrders({ search: words });
  const t = translator(shopLocale());
  const rows = page.kind === "page" ? page.rows.slice(0, MAX_OF_A_KIND) : [];
  const items = rows.map((row) => ({
    href: `/admin/orders/${row.id}`,
    title: [String(row.number), row.customerName ?? row.email ?? ""].filter(Boolean).join(" · "),
    detail: [
      ...(hasAmounts ? [formatMoney(row.total, shopLocale())] : []),
      t(`admin.orders.payment.${row.paymentState}`),
    ].join(" · "),
  }));
  return [{ kind: "orders", items }];
}

async function findProducts(words: string): Promise<FoundGroup[]> {
  const { rows } = await listCatalog(readProductValues({ q: words }));
  const t = translator(shopLocale());
  const items = rows.slice(0, MAX_OF_A_KIND).map((row) => ({
    href: `/admin/products/${row.slug}`,
    title: row.title,
    detail: row.countedVariants > 0 ? t("admin.find.available", { units: row.onHand - row.reserved }) : "",
  }));
  return [{ kind: "products", items }];
}

async function findCustomers(words: string): Promise<FoundGroup[]> {
  const { rows } = await listCustomers(words);
  const items = rows
    .slice(0, MAX_OF_A_KIND)
    .map(({ id, name, email }) => ({ href: `/admin/customers/${id}`, title: name ?? email, detail: email }));
  return [{ kind: "customers", items }];
}
