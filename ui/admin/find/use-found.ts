import { useEffect, useState } from "react";
import type { FoundGroup } from "@/domain/find/match-places";

const ASK_AFTER_MS = 150;

type Found = { groups: FoundGroup[]; state: "ready" | "asking" | "failed" };

/** What the shop's records hold of these words; what was found stays until the next answer is there. */
export function useFound(typed: string): Found {
  const words = typed.trim();
  const [found, setFound] = useState<Found>({ groups: [], state: "ready" });
  useEffect(() => {
    if (words === "") return setFound({ groups: [], state: "ready" });
    const canceled = new AbortController();
    const { signal } = canceled;
    setFound(({ groups }) => ({ groups, state: "asking" }));
    const timer = setTimeout(async () => {
      const groups = await ask(words, signal);
      if (!signal.aborted) setFound(groups ? { groups, state: "ready" } : { groups: [], state: "failed" });
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      canceled.abort();
    };
  }, [words]);
  return found;
}

/** @returns null where no answer came */
async function ask(words: string, signal: AbortSignal): Promise<FoundGroup[] | null> {
  try {
    const answer = await fetch("/admin/find", { method: "POST", body: JSON.stringify({ words }), signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
