"use client";

import "./globals.css";
import { ErrorMessage } from "@/ui/kit/error-message";

/** The last resort: the root layout itself failed. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something did not work</title>
        <main>
          <ErrorMessage {...props} />
        </main>
      </body>
    </html>
  );
}
