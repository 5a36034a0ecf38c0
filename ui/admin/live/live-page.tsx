"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { LiveState } from "@/domain/orders/views";
import { Button } from "../../kit/form/button";
import { Notice } from "../../kit/notice";
import { playChime, wantsSound } from "./sound";
import { watchChanges } from "./watch-changes";

type LivePageProps = {
  orderId?: string;
  /** Read with what the page shows. */
  shown: LiveState;
  labels: { changed: string; show: string };
};

/** Keeps an open page up to date; where an admin types, it says that something changed and leaves the choice. */
export function LivePage({ orderId, shown, labels }: LivePageProps) {
  const { refresh } = useRouter();
  const [isWaiting, setIsWaiting] = useState(false);
  const { version, paidAt } = shown;
  useEffect(() => {
    setIsWaiting(false);
    return watchChanges({
      orderId: orderId ?? null,
      shown: { version, paidAt },
      onChange: refresh,
      onWait: () => setIsWaiting(true),
      onPaid: () => wantsSound() && playChime(),
    });
  }, [orderId, version, paidAt, refresh]);
  if (!isWaiting) return null;
  return (
    <Notice
      tone="wait"
      role="status"
      className="sticky top-2 z-10 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden"
    >
      <p>{labels.changed}</p>
      <Button type="button" tone="plain" size="small" onClick={refresh}>
        {labels.show}
      </Button>
    </Notice>
  );
}
