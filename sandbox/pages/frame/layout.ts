import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** The frame of every page of the sandbox. */
export function layout(title: string, className: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/c/assets/base.css">
    ${className === "notice" ? "" : html`<link rel="stylesheet" href="/c/assets/${className.startsWith("checkout") ? "checkout" : "dashboard"}.css">`}
  </head>
  <body class="${className}">${body}</body>
</html>`;
}

/** A page with one thing to say, and at most one way on. */
export function noticePage(title: string, text: string, link: { href: string; label: string } | null): Html {
  return layout(
    title,
    "notice",
    html`<main class="notice-box">
      <p class="badge">Sandbox · no real money</p>
      <h1>${title}</h1>
      <p>${text}</p>
      ${link ? html`<p><a class="button" href="${link.href}">${link.label}</a></p>` : ""}
    </main>`,
  );
}
