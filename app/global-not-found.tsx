import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/ui/kit/form/link-button";
import { MessagePage } from "@/ui/kit/message-page";
import { HtmlDocument } from "./html-document";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("site.notFound.pageTitle") };
}

/** For addresses that belong to no part of the shop. A build would make it, and knows no language. */
export default async function GlobalNotFound() {
  await connection();
  const t = await getTranslations();
  return (
    <HtmlDocument>
      <main>
        <MessagePage title={t("site.notFound.title")} sentence={t("site.notFound.sentence")}>
          <LinkButton href="/" prefetch={false}>
            {t("site.notFound.toFrontPage")}
          </LinkButton>
          <LinkButton href="/search" prefetch={false} tone="plain">
            {t("site.notFound.search")}
          </LinkButton>
        </MessagePage>
      </main>
    </HtmlDocument>
  );
}
