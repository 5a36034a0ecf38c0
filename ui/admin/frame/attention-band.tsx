import Link from "next/link";
import { useTranslations } from "next-intl";

const MAX_COUNTED = 100;

/** Above every page of the admin: how many orders need review, and a link to them. */
export function AttentionBand({ count }: { count: number }) {
  const t = useTranslations();
  if (count === 0) return null;
  return (
    <section
      aria-label={t("admin.frame.review.label")}
      className="border-b border-dot-wait bg-paper-sunk px-4 py-2 print:hidden"
    >
      <Link href="/admin/orders?attention=1" prefetch={false} className="link font-medium">
        {t(count >= MAX_COUNTED ? "admin.frame.review.countOrMore" : "admin.frame.review.count", { count })}
      </Link>
    </section>
  );
}
