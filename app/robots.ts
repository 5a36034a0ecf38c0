import type { MetadataRoute } from "next";
import { env } from "@/server/platform/env";
import { servesPart } from "@/server/platform/surface";

// The origin is known when the shop runs, not when it is built.
export const dynamic = "force-dynamic";

export default function robots(): MetadataRoute.Robots {
  if (!servesPart("shop")) return { rules: { userAgent: "*", disallow: "/" } };
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/admin", "/buy", "/cart", "/checkout", "/orders", "/search"],
    },
    sitemap: `${env().APP_ORIGIN}/sitemap.xml`,
  };
}
