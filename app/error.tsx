"use client";

import { ErrorMessage } from "@/ui/error-message";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main>
      <title>Something did not work</title>
      <ErrorMessage {...props} />
    </main>
  );
}
