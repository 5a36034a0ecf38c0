import type { Metadata } from "next";
import type { ReactNode } from "react";
import { cartCountCookie } from "@/server/cart/cart-cookie";
import { listCollections } from "@/server/catalog/read/list-collections";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { SandboxBanner } from "@/ui/shop/frame/sandbox-banner";
import { ShopFooter } from "@/ui/shop/frame/shop-footer";
import { ShopHeader } from "@/ui/shop/frame/shop-header";
import { SkipLink } from "@/ui/shop/frame/skip-link";

export function generateMetadata(): Metadata {
  const { APP_ORIGIN, SHOP_NAME } = env();
  return {
    metadataBase: new URL(APP_ORIGIN),
    title: { default: SHOP_NAME, template: `%s · ${SHOP_NAME}` },
    openGraph: { siteName: SHOP_NAME, type: "website" },
  };
}

/** Nothing of the request is read here: most pages under it are the same for everybody and kept. */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  requireSurface("shop");
  const { SHOP_NAME, isSandbox } = env();
  const collections = await listCollections();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {isSandbox ? <SandboxBanner /> : null}
      <ShopHeader
        shopName={SHOP_NAME}
        collections={collections}
        cartCountCookieName={cartCountCookie().name}
      />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <ShopFooter shopName={SHOP_NAME} collections={collections} />
    </div>
  );
}
