import localFont from "next/font/local";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { directionOf, languageOf } from "@/messages/direction";
import { shopLook } from "@/server/platform/settings/settings";
import "./globals.css";

const text = localFont({
  src: "../ui/fonts/geist-latin.woff2",
  variable: "--font-text",
  weight: "400 600",
});

const display = localFont({
  src: "../ui/fonts/bricolage-grotesque-latin.woff2",
  variable: "--font-display",
  weight: "600",
});

/**
 * The document around every page, in the shop's language and direction. What its error pages say, and its forms where
 * they do not get through, lies ready in it: that is made in the browser, without props and without the messages.
 */
export function HtmlDocument({ children }: { children: ReactNode }) {
  const language = languageOf(useLocale());
  const t = useTranslations();
  const { accent } = shopLook();
  const errorTexts = [
    t("site.error.title"),
    t("site.error.sentence"),
    t("site.error.code", { code: "#" }),
    t("site.error.tryAgain"),
    t("site.error.toFrontPage"),
  ];
  const formTexts = [
    t("site.form.offline", { nothing: "#" }),
    t("site.form.unreachable"),
    t("site.form.fault"),
    t("site.form.stale"),
    t("site.form.nothing"),
    t("site.error.code", { code: "#" }),
  ];
  return (
    <html lang={language} dir={directionOf(language)} className={`${text.variable} ${display.variable}`}>
      {accent ? (
        <head>
          <link rel="stylesheet" href={`/theme/${accent.slice(1)}.css`} />
        </head>
      ) : null}
      <body data-error-texts={errorTexts.join("|")} data-form-texts={formTexts.join("|")}>
        {children}
      </body>
    </html>
  );
}
