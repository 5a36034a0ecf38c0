import { collectionMetadata, showCollection } from "./show-collection";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

type CollectionProps = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: CollectionProps) {
  return await collectionMetadata((await params).slug);
}

export default async function CollectionPage({ params }: CollectionProps) {
  return await showCollection((await params).slug);
}
