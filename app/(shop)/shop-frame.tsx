import type { ReactNode } from "react";
import { sellerLine } from "@/messages/seller-lines";
import { cartCountCookie } from "@/server/cart/cart-cookie";
import { getMenus } from "@/server/content/menus/get-menus";
import { getPriceNote } from "@/server/content/price-note";
import { env, shopLocale } from "@/server/platform/env";
import { getSeller } from "@/server/platform/settings/seller";
import { settings } from "@/server/platform/settings/settings";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";
import { ShopFooter } from "@/ui/shop/frame/shop-footer";
import { ShopHeader } from "@/ui/shop/frame/shop-header";
import { SkipLink } from "@/ui/shop/frame/skip-link";
import { PriceNote } from "@/ui/shop/product/price-note";

/** Around every page of the shop. Nothing of the request is read here: most pages are the same for everybody and kept. */
export async function ShopFrame({ children }: { children: ReactNode }) {
  const { isSandbox } = env();
  const { name, logo, darkLogo } = settings("shop");
  const { header, footer } = await getMenus();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {isSandbox ? <SandboxBanner /> : null}
      <ShopHeader
        shopName={name}
        logo={logo && { light: logo, dark: darkLogo }}
        links={header}
        cartCountCookieName={cartCountCookie().name}
      />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
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
