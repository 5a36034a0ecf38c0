import localFont from "next/font/local";
import type { ReactNode } from "react";
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

/** Nothing of the request and nothing of the configuration is read here: a build has neither. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${text.variable} ${display.variable}`}>
      <body>{children}</body>
    </html>
  );
}
