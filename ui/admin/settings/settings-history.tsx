import { useTranslations } from "next-intl";
import type { Subject } from "@/domain/settings/subjects";
import type { SettingVersionView } from "@/domain/settings/views";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Moment } from "../../kit/moment";
import { Section } from "../../kit/table/section";
import { fieldNames } from "./field-names";

type SettingsHistoryProps = {
  subject: Subject;
  /** The present version. */
  version: number;
  history: SettingVersionView[];
  locale: string;
  now: Date;
  restore: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Who changed what and when, and a button at each state that is not the present one. */
export function SettingsHistory({ subject, version, history, locale, now, restore }: SettingsHistoryProps) {
  const t = useTranslations();
  if (history.length === 0) return null;
  const button = (of: number) => (
    <PressForm
      fields={{ subject, version: String(of), seen: String(version) }}
      label={t("admin.settings.history.restore")}
      pending={t("admin.settings.history.restoring")}
      action={restore}
    />
  );
  return (
    <Section title={t("admin.settings.history.title")}>
      <p className="mb-2 text-ink-soft">{t("admin.settings.history.sentence")}</p>
      <ul>
        {history.map((state) => (
          <li
            key={state.version}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <span className="min-w-0 wrap-anywhere">
              {state.restoredFrom === null
                ? t("admin.settings.history.changed", { fields: fieldNames(state.fields, locale, t) })
                : t("admin.settings.history.restored", { fields: fieldNames(state.fields, locale, t) })}
              <span className="block text-ink-soft">
                {state.changedBy} · <Moment at={state.changedAt} locale={locale} now={now} />
              </span>
            </span>
            {state.version === version ? (
              <span className="text-ink-soft">{t("admin.settings.history.present")}</span>
            ) : (
              button(state.version)
            )}
          </li>
        ))}
        <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
          <span className="min-w-0">{t("admin.settings.history.first")}</span>
          {button(0)}
        </li>
      </ul>
    </Section>
  );
}
