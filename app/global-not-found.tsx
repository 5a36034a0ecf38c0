import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { settings } from "@/server/platform/settings/settings";
import { servesPart } from "@/server/platform/surface";
import { LinkButton } from "@/ui/kit/form/link-button";
import { MessagePage } from "@/ui/kit/message-page";
import { LoadLinks } from "@/ui/shop/frame/load-links";
import { ShopFrame } from "./(shop)/shop-frame";
import { HtmlDocument } from "./html-document";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  const title = t("site.notFound.pageTitle");
  return { title: servesPart("shop") ? `${title} · ${settings("shop").name}` : title };
}

/**
 * For addresses that belong to no page, and for products, collections and orders that are not there
 * (scripts/missing-pages.ts). A build would make it, and knows no language.
 */
export default async function GlobalNotFound() {
  await connection();
  return (
    <HtmlDocument>
      <LoadLinks />
      {servesPart("shop") ? (
        <ShopFrame>
          <Missing />
        </ShopFrame>
      ) : (
        <main>
          <Missing />
        </main>
      )}
    </HtmlDocument>
  );
}

async function Missing() {
  const t = await getTranslations();
  const isShop = servesPart("shop");
  return (
    <MessagePage title={t("site.notFound.title")} sentence={t("site.notFound.sentence")}>
      <LinkButton href={isShop ? "/" : "/admin"} prefetch={false}>
        {t("site.notFound.toFrontPage")}
      </LinkButton>
      {isShop ? (
        <LinkButton href="/search" prefetch={false} tone="plain">
          {t("site.notFound.search")}
        </LinkButton>
      ) : null}
    </MessagePage>
  );
}
