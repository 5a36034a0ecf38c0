import { notFound } from "next/navigation";
import { sitemapIndexXml, sitemapXml } from "@/domain/catalog/sitemap";
import { listAddresses, listParts, PAGES } from "@/server/catalog/read/list-addresses";
import { listPageAddresses } from "@/server/content/pages/get-page";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";

// Made when it is first asked for, because a build has no database, and kept until the catalog changes:
// server/page-cache. next.config.js shows /sitemap/index.xml at /sitemap.xml.
export const dynamic = "force-static";
export const generateStaticParams = () => [];

type Part = { params: Promise<{ part: string }> };

export async function GET(_request: Request, { params }: Part): Promise<Response> {
  requireSurface("shop");
  const xml = await readPart((await params).part, env().APP_ORIGIN);
  if (xml === null) notFound();
  return new Response(xml, {
    headers: { "Content-Type": "application/xml", "Cache-Control": "public, max-age=0, must-revalidate" },
  });
}

async function readPart(part: string, origin: string): Promise<string | null> {
  const parts = await listParts();
  if (part === "index.xml") return sitemapIndexXml(origin, parts);
  const name = part.replace(/\.xml$/, "");
  if (name === part || !parts.includes(name)) return null;
  const written = name === PAGES ? await listPageAddresses() : [];
  return sitemapXml(origin, [...(await listAddresses(name)), ...written]);
}
