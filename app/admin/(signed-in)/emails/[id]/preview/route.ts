import { notFound } from "next/navigation";
import { getMail } from "@/server/mail/get-mail";
import { mailDocument } from "../../../../mail-document";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

type PreviewContext = { params: Promise<{ id: string }> };

/** A mail as it was made, for the frame of its page. */
export async function GET(_request: Request, { params }: PreviewContext): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("emails.read", `/admin/emails/${id}`);
  const mail = await getMail(id);
  if (!mail) notFound();
  return mailDocument(mail.html);
}
