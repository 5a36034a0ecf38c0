"use client";

import { Button } from "./form/button";
import { MessagePage } from "./message-page";

type ErrorMessageProps = { error: unknown; retry: () => void };

/** Something broke. The digest is all that is shown of it: it finds the same error in the shop's log. */
export function ErrorMessage({ error, retry }: ErrorMessageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <MessagePage
      title="Something did not work"
      sentence={`It was our side, not yours. Nothing was charged by this page and your cart is kept. Please try again${digest ? `; if it stays, tell us the code ${digest}` : ""}.`}
    >
      <Button onClick={() => retry()}>Try again</Button>
      <a
        href="/"
        className="inline-flex min-h-11 items-center rounded-control border border-line-strong px-5 font-medium hover:border-ink"
      >
        To the front page
      </a>
    </MessagePage>
  );
}
