import { notFound } from "next/navigation";
import { getMail } from "@/server/mail/get-mail";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

// Mails carry their styles in their elements, which no page of the shop may; so this one document says for itself what it
// may: look, and show the shop's pictures. proxy.ts leaves it alone.
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
  "x-frame-options": "SAMEORIGIN",
};

type PreviewContext = { params: Promise<{ id: string }> };

/** A mail as it was made, for the frame of its page. */
export async function GET(_request: Request, { params }: PreviewContext): Promise<Response> {
  const { id } = await params;
  await requireAdminOrRedirect("emails.read", `/admin/emails/${id}`);
  const mail = await getMail(id);
  if (!mail) notFound();
  return new Response(mail.html, { headers: HEADERS });
}
