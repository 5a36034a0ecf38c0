import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPage } from "@/server/content/pages/get-page";
import { requireSurface } from "@/server/platform/surface";
import { ContentPage } from "@/ui/shop/content/content-page";

// Kept like a product's page, and made again when the merchant publishes: server/page-cache.
export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

type PageProps = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { slug } = await params;
  const page = await getPage(slug);
  const t = await getTranslations();
  if (!page || "movedTo" in page) return { title: t("site.notFound.pageTitle") };
  return {
    title: page.searchTitle,
    ...(page.searchText ? { description: page.searchText } : {}),
    alternates: { canonical: `/pages/${slug}` },
  };
}

export default async function WrittenPage({ params }: PageProps) {
  requireSurface("shop");
  const page = await getPage((await params).slug);
  if (!page) notFound();
  if ("movedTo" in page) permanentRedirect(page.movedTo);
  return <ContentPage title={page.title} bodyHtml={page.bodyHtml} />;
}
