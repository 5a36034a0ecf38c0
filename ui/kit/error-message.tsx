"use client";

import { use } from "react";
import { ErrorTextsContext } from "./error-texts";
import { Button } from "./form/button";
import { MessagePage } from "./message-page";

type ErrorMessageProps = { error: unknown; retry: () => void };

/** Something broke. The digest is all that is shown of it: it finds the same error in the shop's log. */
export function ErrorMessage({ error, retry }: ErrorMessageProps) {
  const { title = "", sentence, code, tryAgain, toFrontPage } = use(ErrorTextsContext);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <MessagePage title={title} sentence={`${sentence} ${digest ? code?.replace("#", digest) : ""}`}>
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
