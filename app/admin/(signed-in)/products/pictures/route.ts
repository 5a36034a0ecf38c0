import { redirect } from "next/navigation";
import { isUuid } from "@/domain/uuid";
import { type Translate, translator } from "@/messages/messages";
import { NotAllowedError, NotSignedInError, SecondFactorMissingError } from "@/server/accounts/session";
import { addPictures } from "@/server/catalog/edit/add-pictures";
import { type Received, receivePicture } from "@/server/catalog/pictures/receive-picture";
import { shopLocale } from "@/server/platform/env";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export const dynamic = "force-dynamic";

/** One picture as it is, from the editor; or the form of pictures of a browser without JavaScript. */
export async function POST(request: Request): Promise<Response> {
  const t = translator(shopLocale());
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) return takeForm(request, t);
  try {
    const length = request.headers.get("content-length");
    const content = Buffer.from(await request.arrayBuffer());
    const received = await receivePicture(content, length === null ? null : Number(length));
    return Response.json(received.kind === "ready" ? received : { ...received, message: say(received, t) });
  } catch (error) {
    if (error instanceof NotSignedInError || error instanceof SecondFactorMissingError)
      return Response.json({ kind: "refused", message: t("admin.products.editor.upload.signedOut") });
    if (error instanceof NotAllowedError)
      return Response.json({ kind: "refused", message: t("admin.action.notAllowed") });
    throw error;
  }
}

async function takeForm(request: Request, t: Translate): Promise<Response> {
  await requireAdminOrRedirect("catalog.write", "/admin/products");
  const form = await request.formData();
  const id = String(form.get("id") ?? "");
  if (!isUuid(id)) redirect("/admin/products");
  const files = form.getAll("files").flatMap((file) => (file instanceof File && file.name ? [file] : []));
  const sentences: string[] = [];
  const ready: string[] = [];
  for (const file of files) {
    const received = await receivePicture(Buffer.from(await file.arrayBuffer()), file.size);
    if (received.kind === "ready" && received.picture) ready.push(received.picture.base);
    else sentences.push(`${file.name}: ${say(received, t)}`);
  }
  const slug = await addPictures(id, ready);
  const told = new URLSearchParams(sentences.slice(0, 20).map((one) => ["refused", one.slice(0, 300)]));
  redirect(
    slug === null ? "/admin/products" : `/admin/products/${encodeURIComponent(slug)}?${told}#pictures`,
  );
}

const say = (received: Received, t: Translate): string =>
  received.kind === "ready" ? "" : t(`admin.products.editor.upload.${received.fault}`);
