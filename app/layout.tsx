import type { ReactNode } from "react";
import { HtmlDocument } from "./html-document";

/** Nothing of the request is read here: most pages below are the same for everybody and kept. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return <HtmlDocument>{children}</HtmlDocument>;
}
