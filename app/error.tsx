"use client";

import { use } from "react";
import { ErrorMessage } from "@/ui/kit/error-message";
import { ErrorTextsContext } from "@/ui/kit/error-texts";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main>
      <title>{use(ErrorTextsContext).title}</title>
      <ErrorMessage {...props} />
    </main>
  );
}
