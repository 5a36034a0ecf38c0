import { useTranslations } from "next-intl";
import { Notice } from "../../kit/notice";
import { fieldNames } from "./field-names";

type EnvironmentNoticeProps = {
  environment: { field: string; variable: string; isSaved: boolean }[];
  locale: string;
};

/** Where a value is set in both places: which one counts. */
export function EnvironmentNotice({ environment, locale }: EnvironmentNoticeProps) {
  const t = useTranslations();
  if (environment.length === 0) return null;
  return (
    <Notice title={t("admin.settings.environment.title")}>
      <ul className="grid gap-1">
        {environment.map(({ field, variable, isSaved }) => (
          <li key={variable}>
            {t(isSaved ? "admin.settings.environment.saved" : "admin.settings.environment.counts", {
              field: fieldNames([field], locale, t),
              variable,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
