import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorTexts } from "@/ui/kit/error-texts";
import { HtmlDocument } from "./html-document";

/** Nothing of the request is read here: most pages below are the same for everybody and kept. */
export default function RootLayout({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const errorTexts = {
    title: t("site.error.title"),
    sentence: t("site.error.sentence"),
    code: t("site.error.code", { code: "#" }),
    tryAgain: t("site.error.tryAgain"),
    toFrontPage: t("site.error.toFrontPage"),
  };
  return (
    <HtmlDocument>
      <ErrorTexts texts={errorTexts}>{children}</ErrorTexts>
    </HtmlDocument>
  );
}
