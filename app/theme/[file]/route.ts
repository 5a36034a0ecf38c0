import { accentStyles } from "@/domain/settings/accent";

type Context = { params: Promise<{ file: string }> };

/** The style sheet of an accent colour: its address says the colour, so that nothing of it ever changes but with the shop's version. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [, hex] = /^([0-9a-f]{6})\.css$/.exec((await params).file) ?? [];
  if (!hex) return new Response(null, { status: 404 });
  return new Response(accentStyles(`#${hex}`), {
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=86400" },
  });
}
