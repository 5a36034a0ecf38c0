import { useEffect } from "react";

/** Asks before the page is left while something that was typed is not saved; `question` is for links, browsers have their own. */
export function useLeaveWarning(isUnsaved: boolean, question: string): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const ended = new AbortController();
    const { signal } = ended;
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    const ask = (event: MouseEvent) => {
      if (!leaves(event) || confirm(question)) return;
      event.preventDefault();
      // Before React sees it: a link would lead on all the same.
      event.stopPropagation();
    };
    addEventListener("click", ask, { signal, capture: true });
    return () => ended.abort();
  }, [isUnsaved, question]);
}

/** Whether a click opens another page in place of this one, without the browser's own question. */
function leaves({ target, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey || altKey) return false;
  const isHere = link.pathname === location.pathname && link.search === location.search;
  return link.target !== "_blank" && !link.download && link.origin === location.origin && !isHere;
}
