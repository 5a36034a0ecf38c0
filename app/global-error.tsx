"use client";

import "./globals.css";
import { ErrorMessage } from "@/ui/kit/error-message";
import { ErrorTexts } from "@/ui/kit/error-texts";

// The root layout itself failed, and with it what reads the messages in the shop's language.
const ENGLISH = {
  title: "Something went wrong",
  sentence: "Please try again.",
  code: "The code is #.",
  tryAgain: "Try again",
  toFrontPage: "Back to the front page",
};

/** The last resort. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" dir="ltr">
      <body>
        <title>{ENGLISH.title}</title>
        <main>
          <ErrorTexts texts={ENGLISH}>
            <ErrorMessage {...props} />
          </ErrorTexts>
        </main>
      </body>
    </html>
  );
}
