import { useTranslations } from "next-intl";
import { formatMoment } from "@/domain/format-time";
import { Section } from "../../../kit/table/section";

type OrderConsentsProps = {
  consents: { hash: string; title: string; bodyHtml: string; sentence: string; at: Date; locale: string }[];
  locale: string;
  timeZone: string;
};

/** What the order was placed under: the sentence as it was shown, and each text as it was then. */
export function OrderConsents({ consents, locale, timeZone }: OrderConsentsProps) {
  const t = useTranslations();
  const [first] = consents;
  if (!first) return null;
  return (
    <Section title={t("admin.orders.consents.title")} className="print:hidden">
      <p className="text-sm text-ink-soft">
        {t("admin.orders.consents.sentence", {
          sentence: first.sentence,
          at: formatMoment(first.at, locale, timeZone),
          locale: first.locale,
        })}
      </p>
      <ul className="mt-3 grid gap-2">
        {consents.map(({ hash, title, bodyHtml }) => (
          <li key={hash}>
            <details>
              <summary className="cursor-pointer">{title}</summary>
              {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized where it is read, in server/content */}
              <div className="prose mt-2 text-sm" dangerouslySetInnerHTML={{ __html: bodyHtml }} />
              <p className="mt-2 text-sm text-ink-soft wrap-anywhere">
                {t("admin.orders.consents.hash", { hash })}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}
