"use client";

import { ErrorMessage } from "@/ui/kit/error-message";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main>
      <title>Something did not work</title>
      <ErrorMessage {...props} />
    </main>
  );
}
