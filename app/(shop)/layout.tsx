import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";
import { ShopFrame } from "./shop-frame";

export function generateMetadata(): Metadata {
  const { APP_ORIGIN } = env();
  return {
    metadataBase: new URL(APP_ORIGIN),
    title: { default: settings("shop").name, template: `%s · ${settings("shop").name}` },
    openGraph: { siteName: settings("shop").name, type: "website" },
  };
}

export default function ShopLayout({ children }: { children: ReactNode }) {
  requireSurface("shop");
  return <ShopFrame>{children}</ShopFrame>;
}
