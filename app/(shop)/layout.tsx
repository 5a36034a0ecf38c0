import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { ShopFrame } from "./shop-frame";

export function generateMetadata(): Metadata {
  const { APP_ORIGIN, SHOP_NAME } = env();
  return {
    metadataBase: new URL(APP_ORIGIN),
    title: { default: SHOP_NAME, template: `%s · ${SHOP_NAME}` },
    openGraph: { siteName: SHOP_NAME, type: "website" },
  };
}

export default function ShopLayout({ children }: { children: ReactNode }) {
  requireSurface("shop");
  return <ShopFrame>{children}</ShopFrame>;
}
