import { revalidatePath } from "next/cache";
import { z } from "zod";
import { ALL_PATHS, SITEMAP } from "@/server/page-cache/announce-changes";
import { isRevalidationSecret, SECRET_HEADER } from "@/server/page-cache/invalidate-pages";

const body = z.object({ paths: z.array(z.string().startsWith("/").or(z.literal(ALL_PATHS))) });

/** Forgets pages of this process; for this process only (server/page-cache/invalidate-pages.ts). */
export async function POST(request: Request): Promise<Response> {
  // 404 and not 403: nobody else has any business here.
  if (!isRevalidationSecret(request.headers.get(SECRET_HEADER))) return new Response(null, { status: 404 });
  const { paths } = body.parse(await request.json());
  for (const path of paths) {
    if (path === ALL_PATHS) revalidatePath("/", "layout");
    else if (path === SITEMAP) revalidatePath(path, "layout");
    else revalidatePath(path);
  }
  return new Response(null, { status: 204 });
}
