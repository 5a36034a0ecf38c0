import type { LiveState } from "@/domain/orders/views";

const ASK_EVERY_MS = 10_000;
/** Refreshing counts as use of the session: a page that nobody uses waits for its reader, so that idle sessions end. */
const READER_MS = 5 * 60_000;
const USES = ["keydown", "pointerdown", "pointermove", "scroll"] as const;

type Watch = {
  /** The order of the page; null: the page is about all of them. */
  orderId: string | null;
  shown: LiveState;
  /** The page may be refreshed now. */
  onChange: () => void;
  /** It would disturb an admin who types, or nobody is there. */
  onWait: () => void;
  onPaid: () => void;
};

// Of the tab: a page that was refreshed by itself was not used for that.
let usedAt = Date.now();

/** Asks every ten seconds, in a tab that is seen, whether the page is out of date. @returns a function that ends it */
export function watchChanges({ orderId, shown, onChange, onWait, onPaid }: Watch): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const url = orderId === null ? "/admin/live" : `/admin/live?order=${orderId}`;
  let isTyping = false;
  let paidAt = shown.paidAt ?? 0;

  async function ask(): Promise<void> {
    if (document.visibilityState !== "visible") return;
    // Leaving the page may also end the answer halfway.
    const now = await fetch(url, { signal })
      .then((answer): Promise<LiveState | null> | null => (answer.ok ? answer.json() : null))
      .catch(() => null);
    if (!now || signal.aborted) return;
    if ((now.paidAt ?? 0) > paidAt) onPaid();
    paidAt = Math.max(paidAt, now.paidAt ?? 0);
    if (now.version === shown.version) return;
    if (isTyping || Date.now() - usedAt > READER_MS) onWait();
    else onChange();
  }

  for (const use of USES)
    addEventListener(
      use,
      () => {
        usedAt = Date.now();
      },
      { signal, passive: true, capture: true },
    );
  addEventListener(
    "input",
    () => {
      isTyping = true;
    },
    { signal, capture: true },
  );
  document.addEventListener("visibilitychange", ask, { signal });
  const timer = setInterval(ask, ASK_EVERY_MS);
  void ask();
  return () => {
    ended.abort();
    clearInterval(timer);
  };
}
