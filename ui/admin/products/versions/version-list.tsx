import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldChange } from "@/domain/catalog/versions/list-changes";
import { Section } from "../../../kit/table/section";
import { describeChanges, sayVersion, type VersionFacts } from "./describe-change";

type VersionListProps = {
  versions: (VersionFacts & { changes: FieldChange[] })[];
  /** Where restoring a version is shown beforehand; null for who may not. */
  hrefOf: ((number: number) => string) | null;
  /** Shown above: what restoring would change, with its button. */
  children: ReactNode;
  locale: string;
  timeZone: string;
};

const MAX_LINES = 8;

/** What was saved of a product, the newest first. */
export function VersionList({ versions, hrefOf, children, locale, timeZone }: VersionListProps) {
  const t = useTranslations();
  return (
    <Section title={t("admin.products.versions.title")} id="history">
      {children}
      <ol>
        {versions.map((version, at) => {
          const lines = describeChanges(version.changes, t, locale);
          return (
            <li key={version.number} className="border-b border-line py-3 text-sm first:pt-0">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="min-w-0 wrap-anywhere">{sayVersion(version, t, { locale, timeZone })}</span>
                {at === 0 ? (
                  <span className="text-ink-soft">{t("admin.products.versions.current")}</span>
                ) : hrefOf ? (
                  <a href={hrefOf(version.number)} className="link">
                    {t("admin.products.versions.look")}
                    <span className="sr-only"> {version.number}</span>
                  </a>
                ) : null}
              </p>
              <ul className="text-ink-soft wrap-anywhere">
                {lines.slice(0, MAX_LINES).map((line) => (
                  <li key={line}>{line}</li>
                ))}
                {lines.length > MAX_LINES ? (
                  <li>{t("admin.products.versions.more", { count: lines.length - MAX_LINES })}</li>
                ) : null}
              </ul>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
