import type { Metadata } from "next";
import { sellerLine } from "@/messages/seller-lines";
import { cartCountCookie } from "@/server/cart/cart-cookie";
import { getHome } from "@/server/content/home/get-home";
import { getMenus } from "@/server/content/menus/get-menus";
import { getPriceNote } from "@/server/content/price-note";
import { shopLocale } from "@/server/platform/env";
import { getSeller } from "@/server/platform/settings/seller";
import { settings } from "@/server/platform/settings/settings";
import { ShopFooter } from "@/ui/shop/frame/shop-footer";
import { ShopHeader } from "@/ui/shop/frame/shop-header";
import { MadeHome } from "@/ui/shop/home/made-home";
import { PriceNote } from "@/ui/shop/product/price-note";
import { requireAdminOrRedirect } from "../require-admin-or-redirect";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { robots: { index: false } };

/** The shop's frame with the drafts of its menus and home page, for the frames of their editors. */
export default async function PreviewPage() {
  await requireAdminOrRedirect("content.write", "/admin/pages/menus");
  const [{ header, footer }, home] = await Promise.all([
    getMenus({ isDraft: true }),
    getHome({ isDraft: true }),
  ]);
  const { name } = settings("shop");
  return (
    <div className="flex min-h-dvh flex-col">
      <ShopHeader shopName={name} links={header} cartCountCookieName={cartCountCookie().name} />
      <main id="content" className="flex-1 pb-24">
        {home ? <MadeHome home={home} locale={shopLocale()} /> : null}
      </main>
      <ShopFooter
        shopName={name}
        groups={footer}
        seller={sellerLine(getSeller(), shopLocale())}
        priceNote={<PriceNote {...(await getPriceNote())} isForAll />}
      />
    </div>
  );
}
