import { notFound } from "next/navigation";
import { exportCustomer } from "@/server/customers/export-customer";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

type ExportContext = { params: Promise<{ id: string }> };

/** One person's data as a file. */
export async function GET(_request: Request, { params }: ExportContext): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("customers.export", `/admin/customers/${id}`);
  await requireConfirmedOrRedirect(`/admin/customers/${id}`);
  const data = await exportCustomer(id);
  if (!data) notFound();
  return new Response(
    JSON.stringify(data, (_key, value) => plain(value), 2),
    {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="customer-${id}.json"`,
        "cache-control": "no-store",
      },
    },
  );
}

// Amounts are whole numbers of the smallest unit, and JSON knows no large integers.
const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
