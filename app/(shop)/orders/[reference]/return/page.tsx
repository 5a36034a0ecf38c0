import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getReceipt } from "@/server/orders/mail/get-receipt";
import { getReturnable } from "@/server/orders/returns/ask-return";
import { shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { ReturnPage } from "@/ui/shop/returns/return-page";
import { ask } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return {
    title: t("shop.return.title"),
    robots: { index: false, follow: false },
    // As for the order's page: the address is the right to see it.
    referrer: "no-referrer",
  };
}

export default async function AskReturnPage({ params }: { params: Promise<{ reference: string }> }) {
  requireSurface("shop");
  const { reference } = await params;
  const order = await getReturnable(reference);
  // The order's page says that it was erased.
  if (!order && (await getReceipt(reference))?.erasedAt) redirect(`/orders/${reference}`);
  if (!order) notFound();
  return <ReturnPage order={order} reference={reference} locale={shopLocale()} action={ask} />;
}
