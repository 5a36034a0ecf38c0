import { permanentRedirect } from "next/navigation";
import { requireSurface } from "@/server/platform/surface";
import { collectionMetadata, showCollection } from "../show-collection";

// Not kept, unlike the first page: a product that changes would have to renew every page after its own.
export const dynamic = "force-dynamic";

type CollectionProps = { params: Promise<{ slug: string; page: string }> };

export async function generateMetadata({ params }: CollectionProps) {
  const { slug, page } = await params;
  return await collectionMetadata(slug, page);
}

export default async function CollectionNextPage({ params }: CollectionProps) {
  requireSurface("shop");
  const { slug, page } = await params;
  if (page === "1") permanentRedirect(`/collections/${slug}`);
  return await showCollection(slug, page);
}
