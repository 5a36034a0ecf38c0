import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import messages from "../../messages/en.json" with { type: "json" };

/** The HTML of a component that says messages, on the page of this path. */
export function renderWords(element: ReactElement, pathname = "/"): string {
  const intl = { locale: "en-IE", messages, timeZone: "UTC", children: element };
  const page = createElement(NextIntlClientProvider, intl);
  return renderToStaticMarkup(createElement(PathnameContext.Provider, { value: pathname }, page));
}
