import type { Metadata } from "next";
import { z } from "zod";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { listOrders, type OrderPage } from "@/server/orders/admin/list-orders";
import { env } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { OrdersFilter, ordersHref } from "@/ui/admin/orders/orders-filter";
import { OrdersTable } from "@/ui/admin/orders/orders-table";
import { Notice } from "@/ui/kit/notice";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export const metadata: Metadata = { title: "Orders" };

const Query = z.object({
  q: z.string().max(200).optional().catch(undefined),
  state: z.enum(PAYMENT_STATES).optional().catch(undefined),
  fulfillment: z
    .enum(["unfulfilled", "partially_fulfilled", "fulfilled", "returned"])
    .optional()
    .catch(undefined),
  attention: z.literal("1").optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
  before: z.string().max(80).optional().catch(undefined),
});

type OrdersProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: OrdersProps) {
  const { q, after, before, state, fulfillment, attention } = Query.parse(await searchParams);
  const values = {
    q: q ?? "",
    state: state ?? "",
    fulfillment: fulfillment ?? "",
    attention: attention ?? "",
  };
  await requireAdminOrRedirect(
    "orders.read",
    ordersHref({ ...values, after: after ?? "", before: before ?? "" }),
  );
  const page = await listOrders({
    search: q,
    state,
    fulfillment,
    needsAttention: attention === "1",
    after,
    before,
  });
  return (
    <>
      <AdminTitle aside={<RowKeys />}>Orders</AdminTitle>
      <OrdersFilter key={ordersHref(values)} values={values} />
      <Orders page={page} values={values} />
    </>
  );
}

type Values = { q: string; state: string; fulfillment: string; attention: string };

function Orders({ page, values }: { page: OrderPage; values: Values }) {
  if (page.kind === "too_broad") {
    return (
      <Notice tone="wait" title="This search is too broad" role="status">
        It matches too many orders to answer quickly. Add letters or another word, choose a payment state, or
        search by number or email.
      </Notice>
    );
  }
  const { rows, newer, older } = page;
  return (
    <OrdersTable
      rows={rows}
      locale={env().SHOP_LOCALE}
      now={new Date()}
      empty={<NoOrders filter={ordersHref(values)} />}
      pager={
        <Pager
          names={{ back: "Newer", next: "Older" }}
          backHref={newer && ordersHref({ ...values, before: newer })}
          nextHref={older && ordersHref({ ...values, after: older })}
        />
      }
    />
  );
}

function NoOrders({ filter }: { filter: string }) {
  if (filter === ordersHref({ attention: "1" }))
    return <Empty title="Nothing to review">Orders that are flagged for review appear here.</Empty>;
  if (filter === ordersHref({}))
    return <Empty title="No orders yet">The first one appears when a shopper starts to pay.</Empty>;
  return (
    <Empty title="No order matches">
      Enter a whole order number, email address or Stripe id, or any part of a name.{" "}
      <a href="/admin/orders" className="link">
        Show all orders
      </a>
    </Empty>
  );
}
