import type { Metadata } from "next";
import type { ReactNode } from "react";
import { shopLook } from "@/server/platform/settings/settings";
import { HtmlDocument } from "./html-document";

/** The files in public/ are the keyhole that the shop comes with. */
export function generateMetadata(): Metadata {
  const { favicon } = shopLook();
  if (favicon) return { icons: { icon: favicon.path, apple: favicon.path } };
  return {
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "16x16" },
        { url: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      ],
      apple: { url: "/apple-icon.png", sizes: "180x180", type: "image/png" },
    },
  };
}

/** Nothing of the request is read here: most pages below are the same for everybody and kept. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return <HtmlDocument>{children}</HtmlDocument>;
}
