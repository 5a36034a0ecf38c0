import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { type BuyLine, buyButtonHtml, writeBuyLink } from "@/domain/cart/buy-link";
import { MAX_QUANTITY } from "@/domain/cart/cart";
import type { VariantRow } from "@/domain/catalog/views";
import { drawQrCode } from "@/server/catalog/links/draw-qr-code";
import { findOffered } from "@/server/catalog/links/find-offered";
import { getProductStock } from "@/server/catalog/read/get-product-stock";
import { env } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { BuyLinkForm } from "@/ui/admin/products/buy-link/buy-link-form";
import { BuyLinkResult } from "@/ui/admin/products/buy-link/buy-link-result";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.buyLink.title") };
}

const Asked = z.object({
  /** How many of each variant, in the order that the page shows them. */
  q: z.preprocess(
    (value) => [value ?? []].flat(),
    z.array(z.coerce.number().int().min(0).max(MAX_QUANTITY).catch(0)),
  ),
  code: z.string().trim().max(100).catch(""),
});

type BuyLinkProps = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A link, a button and a QR code that fill a shopper's cart from anywhere. */
export default async function BuyLinkPage({ params, searchParams }: BuyLinkProps) {
  const slug = decodeURIComponent((await params).slug);
  const path = `/admin/products/${encodeURIComponent(slug)}`;
  await requireAdminOrRedirect("catalog.read", `${path}/buy-link`);
  const product = await getProductStock(slug);
  if (!product) notFound();
  const { q, code } = Asked.parse(await searchParams);
  const quantities = product.variants.map((_, index) => q[index] ?? (q.length === 0 && index === 0 ? 1 : 0));
  const lines = await linesOf(product.variants, quantities);
  const url = lines.length > 0 ? `${env().APP_ORIGIN}${writeBuyLink(lines, code)}` : null;
  const t = await getTranslations();
  return (
    <>
      <BackLink href={path}>{product.title}</BackLink>
      <AdminTitle>{t("admin.buyLink.title")}</AdminTitle>
      <p className="mb-6 max-w-prose text-ink-soft">{t("admin.buyLink.intro")}</p>
      <div className="grid max-w-5xl gap-10 lg:grid-cols-2">
        <BuyLinkForm product={product} quantities={quantities} code={code} path={`${path}/buy-link`} />
        <BuyLinkResult
          url={url}
          html={url ? buyButtonHtml(url, t("admin.buyLink.buy", { title: product.title })) : ""}
          qr={url ? drawQrCode(url) : null}
          isSold={product.status === "active" || product.status === "unlisted"}
        />
      </div>
    </>
  );
}

/** By SKU where that leads to this variant and no other. */
async function linesOf(variants: VariantRow[], quantities: number[]): Promise<BuyLine[]> {
  const found = await findOffered(variants.flatMap(({ sku }) => sku ?? []));
  return variants.flatMap(({ id, sku }, index) => {
    const quantity = quantities[index] ?? 0;
    const code = sku !== null && found.get(sku)?.id === id ? sku : id;
    return quantity > 0 ? [{ code, quantity }] : [];
  });
}
