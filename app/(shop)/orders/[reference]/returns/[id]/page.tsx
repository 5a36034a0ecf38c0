import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getReceipt } from "@/server/orders/mail/get-receipt";
import { shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { ReturnSent } from "@/ui/shop/returns/return-sent";

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

type SentProps = { params: Promise<{ reference: string; id: string }> };

export default async function ReturnSentPage({ params }: SentProps) {
  requireSurface("shop");
  const { reference, id } = await params;
  const receipt = await getReceipt(reference);
  if (receipt?.erasedAt) redirect(`/orders/${reference}`);
  const asked = receipt?.returns.find((one) => one.id === id);
  if (!receipt || !asked) notFound();
  return <ReturnSent asked={asked} receipt={receipt} reference={reference} locale={shopLocale()} />;
}
