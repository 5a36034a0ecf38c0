"use client";

import { Button } from "./form/button";
import { MessagePage } from "./message-page";

type ErrorMessageProps = { error: unknown; retry: () => void };

/**
 * Something broke. The digest is all that is shown of it: it finds the same error in the shop's log.
 * Next.js renders error pages by itself and in the browser: their texts lie in the document (app/html-document.tsx).
 */
export function ErrorMessage({ error, retry }: ErrorMessageProps) {
  const texts = globalThis.document?.body.dataset.errorTexts?.split("|") ?? [];
  const [title = "Error", sentence = "", code = "", tryAgain = "↻", toFrontPage = "/"] = texts;
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <MessagePage title={title} sentence={digest ? `${sentence} ${code.replace("#", digest)}` : sentence}>
      <title>{title}</title>
      <Button onClick={() => retry()}>{tryAgain}</Button>
      <a
        href="/"
        className="inline-flex min-h-11 items-center rounded-control border border-line-strong px-5 font-medium hover:border-ink"
      >
        {toFrontPage}
      </a>
    </MessagePage>
  );
}
