import { notFound } from "next/navigation";
import { ORDER_MAILS } from "@/domain/orders/mail";
import { previewMail } from "@/server/orders/mail/preview-mail";
import { mailDocument } from "../../../../../mail-document";
import { requireAdminOrRedirect } from "../../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

type PreviewContext = { params: Promise<{ kind: string }> };

/** A mail as it would look, for the frame of its page of settings. */
export async function GET(_request: Request, { params }: PreviewContext): Promise<Response> {
  const { kind } = await params;
  await requireAdminOrRedirect("settings.write", `/admin/settings/emails/${kind}`);
  const known = ORDER_MAILS.find((one) => one === kind);
  const sample = known && (await previewMail(known));
  if (!sample) notFound();
  return mailDocument(sample.html);
}
