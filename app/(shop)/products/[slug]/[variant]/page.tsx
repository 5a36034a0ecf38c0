import { productMetadata, showProduct } from "../show-product";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

type ProductProps = { params: Promise<{ slug: string; variant: string }> };

export async function generateMetadata({ params }: ProductProps) {
  const { slug, variant } = await params;
  return await productMetadata(slug, variant);
}

export default async function VariantPage({ params }: ProductProps) {
  const { slug, variant } = await params;
  return await showProduct(slug, variant);
}
