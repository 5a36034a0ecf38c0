import { productMetadata, showProduct } from "./show-product";

export const dynamic = "force-static";
export const revalidate = false;
export const dynamicParams = true;
export const generateStaticParams = () => [];

type ProductProps = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: ProductProps) {
  return await productMetadata((await params).slug);
}

export default async function ProductPage({ params }: ProductProps) {
  return await showProduct((await params).slug);
}
