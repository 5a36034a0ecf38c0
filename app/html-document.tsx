import localFont from "next/font/local";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { directionOf } from "@/messages/direction";
import "./globals.css";

const text = localFont({
  src: "../ui/fonts/geist-latin.woff2",
  variable: "--font-text",
  weight: "400 600",
});

const display = localFont({
  src: "../ui/fonts/bricolage-grotesque-latin.woff2",
  variable: "--font-display",
  weight: "600",
});

/** The document around every page, in the shop's language and direction. */
export function HtmlDocument({ children }: { children: ReactNode }) {
  const locale = useLocale();
  return (
    <html lang={locale} dir={directionOf(locale)} className={`${text.variable} ${display.variable}`}>
      <body>{children}</body>
    </html>
  );
}
