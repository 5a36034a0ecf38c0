"use client";

import { ErrorMessage } from "@/ui/kit/error-message";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main>
      <ErrorMessage {...props} />
    </main>
  );
}
