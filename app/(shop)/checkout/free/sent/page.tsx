import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { PageTitle } from "@/ui/shop/frame/page-title";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.sent.title"), robots: { index: false } };
}

/** The order waits for its confirmation. The link is in the mail alone: it is what shows that the address is theirs. */
export default async function SentPage() {
  requireSurface("shop");
  const t = await getTranslations();
  const { HOLD_MINUTES, SMTP_URL } = env();
  const key = SMTP_URL === undefined ? "notSent" : "sent";
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t(`shop.checkout.${key}.title`)}</PageTitle>
      <p className="mt-3 max-w-prose text-lead text-ink-soft">
        {t(`shop.checkout.${key}.sentence`, { minutes: HOLD_MINUTES })}
      </p>
    </div>
  );
}
