import { notFound } from "next/navigation";
import { translator } from "@/messages/messages";
import { exportSingleCodes } from "@/server/discounts/admin/single-codes";
import { shopLocale } from "@/server/platform/env";
import { answerCsv } from "@/server/platform/requests/answer-csv";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

/** The codes of a discount that work once, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("catalog.write", `/admin/discounts/${id}`);
  const t = translator(shopLocale());
  const file = await exportSingleCodes(
    id,
    [t("admin.discounts.column.code"), t("admin.discounts.column.name"), t("admin.discounts.column.state")],
    {
      free: t("admin.discounts.codes.free"),
      held: t("admin.discounts.uses.held"),
      used: t("admin.discounts.uses.used"),
    },
  );
  return file ? answerCsv(file) : notFound();
}
