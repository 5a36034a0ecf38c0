import type { MetadataRoute } from "next";
import { languageOf } from "@/messages/direction";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { requireSurface } from "@/server/platform/surface";

// The shop's name is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** What a phone keeps when the shop is put on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  requireSurface("shop");
  const { name, accent, favicon } = settings("shop");
  return {
    name,
    short_name: name,
    lang: languageOf(shopLocale()),
    start_url: "/",
    display: "browser",
    background_color: "#f7f3ec",
    theme_color: accent ?? "#1d4a38",
    icons: favicon
      ? [{ src: favicon.path, sizes: `${favicon.width}x${favicon.height}`, type: "image/webp" }]
      : [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
          { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
        ],
  };
}
