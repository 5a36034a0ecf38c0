import localFont from "next/font/local";
import type { ReactNode } from "react";
import "./globals.css";

const text = localFont({
  src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-text",
  weight: "400 600",
});

const display = localFont({
  src: "../node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2",
  variable: "--font-display",
  weight: "400 700",
});

/** Nothing of the request and nothing of the configuration is read here: a build has neither. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${text.variable} ${display.variable}`}>
      <body>{children}</body>
    </html>
  );
}
