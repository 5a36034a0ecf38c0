import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CheckedState, PageCheck } from "@/domain/content/check-pages";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Status, type StatusTone } from "../../kit/status";

type PageCheckListProps = {
  checks: PageCheck[];
  /** The page of each kind that is there, to open it. */
  hrefs: Partial<Record<string, string>>;
  locale: string;
  start: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Which pages the shop has and lacks before it goes live, each with the reason. */
export function PageCheckList({ checks, hrefs, locale, start }: PageCheckListProps) {
  const t = useTranslations();
  return (
    <ul>
      {checks.map(({ kind, state, isRequired, reasons }) => {
        const href = hrefs[kind];
        return (
          <li
            key={kind}
            className="grid gap-x-6 gap-y-1.5 border-b border-line py-3 sm:grid-cols-[11rem_minmax(0,1fr)_auto]"
          >
            <div>
              <p className="font-medium">{t(`admin.pages.kind.${kind}`)}</p>
              <Status tone={toneOf(state, isRequired)}>
                {t(`admin.pages.check.${state === "missing" && !isRequired ? "advised" : state}`)}
              </Status>
            </div>
            <ul className="grid content-start gap-1 text-ink-soft">
              {reasons.map(({ code, countries }) => (
                <li key={code}>
                  {t(`admin.pages.reason.${code}`, { countries: countryList(countries, locale) })}
                </li>
              ))}
            </ul>
            {href ? (
              <Link href={href} prefetch={false} className="link self-start">
                {t("admin.pages.check.open")}
              </Link>
            ) : (
              <PressForm
                fields={{ kind }}
                label={t("admin.pages.check.start")}
                pending={t("admin.pages.pending")}
                action={start}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

const MAX_NAMED = 4;

/** "Ireland, Germany, France and 10 more". */
function countryList(codes: string[], locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const named = codes.slice(0, MAX_NAMED).map((code) => names.of(code) ?? code);
  const more = codes.length - named.length;
  return new Intl.ListFormat(locale).format(more > 0 ? [...named, `+${more}`] : named);
}

function toneOf(state: CheckedState, isRequired: boolean): StatusTone {
  if (state === "published") return "good";
  if (state === "unfilled") return "bad";
  return isRequired ? "next" : "quiet";
}
