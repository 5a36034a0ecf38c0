// @ts-check
// The dashboard works without it. With it, "/" goes to the search.
(() => {
  const find = document.querySelector("[data-find]");
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && /^(input|select|textarea)$/i.test(target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (find instanceof HTMLInputElement) find.focus();
  });
  // What a button did is said once: reloading the page must not say it again.
  const url = new URL(location.href);
  if (url.searchParams.has("done") || url.searchParams.has("problem")) {
    url.searchParams.delete("done");
    url.searchParams.delete("problem");
    history.replaceState(null, "", url);
  }
})();
