import { readMedia } from "@/server/catalog/pictures/read-media";

type Context = { params: Promise<{ path: string[] }> };

/** Prepared pictures. Their path holds the hash of their content: what it names never changes. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { path } = await params;
  const file = await readMedia(path);
  if (!file) return new Response(null, { status: 404 });
  return new Response(file.content, {
    headers: {
      "content-type": file.type,
      "content-length": String(file.content.length),
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
