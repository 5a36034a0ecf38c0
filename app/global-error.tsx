"use client";

import "./globals.css";
import { ErrorMessage } from "@/ui/kit/error-message";

/** The last resort: the root layout itself failed. The document that it takes the place of knows the language. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  const { documentElement: html, body } = globalThis.document ?? {};
  return (
    <html lang={html?.lang} dir={html?.dir}>
      <body data-error-texts={body?.dataset.errorTexts}>
        <main>
          <ErrorMessage {...props} />
        </main>
      </body>
    </html>
  );
}
